import { expect, it } from 'vitest';
import { parseRunQuery } from './run-address';

it('shows the first rows of a run if the address names none', () => {
  for (const after of ['120', 'done', 'done-0', 'made-up-3', 'done-1.5'])
    expect(parseRunQuery({ after })).toEqual({ state: null, after: null });
  expect(parseRunQuery({ state: 'failed', after: 'failed-7' })).toEqual({
    state: 'failed',
    after: { state: 'failed', position: 7 },
  });
});
