import { expect, it } from 'vitest';
import { withTrail } from './with-trail';

const unknown = { firstSeenAtMillis: null, changedAtMillis: null };
const at = '2026-01-01T00:00:10.000Z';

it('counts what Sluice has changed itself as seen, the newer of both', () => {
  const lines = [
    { outcome: 'refused', at: '2026-01-01T00:00:30.000Z' },
    { outcome: 'succeeded', at },
    { outcome: 'succeeded', at: '2026-01-01T00:00:05.000Z' },
  ] as const;
  expect(withTrail(unknown, lines).changedAtMillis).toBe(Date.parse(at));
  const later = { ...unknown, changedAtMillis: Date.parse(at) + 1 };
  expect(withTrail(later, lines)).toEqual(later);
});

it('claims nothing where nothing was done', () => {
  expect(withTrail(unknown, [])).toEqual(unknown);
  expect(withTrail(unknown, [{ outcome: 'refused', at }])).toEqual(unknown);
});
