import { expect, it } from 'vitest';
import { withAuditLog } from './with-audit-log';

const unknown = { firstObservedAtMillis: null, changedAtMillis: null };
const at = '2026-01-01T00:00:10.000Z';

it("counts Sluice's own change as observed, and keeps the newer of the two", () => {
  const lines = [
    { outcome: 'refused', at: '2026-01-01T00:00:30.000Z' },
    { outcome: 'succeeded', at },
    { outcome: 'succeeded', at: '2026-01-01T00:00:05.000Z' },
  ] as const;
  expect(withAuditLog(unknown, lines).changedAtMillis).toBe(Date.parse(at));
  const later = { ...unknown, changedAtMillis: Date.parse(at) + 1 };
  expect(withAuditLog(later, lines)).toEqual(later);
});

it('claims nothing where nothing was done', () => {
  expect(withAuditLog(unknown, [])).toEqual(unknown);
  expect(withAuditLog(unknown, [{ outcome: 'refused', at }])).toEqual(unknown);
});
