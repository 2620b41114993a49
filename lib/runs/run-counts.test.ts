import { expect, it } from 'vitest';
import { countRows } from './run-counts';

it('counts as requested all but those the dialog skipped, including those skipped later', () => {
  const counts = countRows([
    { state: 'done', outcome: 'changed', isSkippedAhead: false, count: 25 },
    { state: 'done', outcome: 'already-so', isSkippedAhead: false, count: 2 },
    { state: 'skipped', outcome: 'deleted-elsewhere', isSkippedAhead: false, count: 1 },
    { state: 'skipped', outcome: null, isSkippedAhead: true, count: 3 },
  ]);
  expect(counts).toMatchObject({
    requested: 28,
    total: 31,
    done: 27,
    alreadySo: 2,
    skipped: 4,
    finished: 31,
  });
});

it('does not count what is accepted and has not settled as finished', () => {
  const rows = (['waiting', 'calling', 'accepted', 'done', 'unsettled', 'unknown'] as const).map((state) => ({
    state,
    outcome: null,
    isSkippedAhead: false,
    count: 1,
  }));
  expect(countRows(rows)).toMatchObject({ total: 6, finished: 3, accepted: 1, unsettled: 1 });
});
