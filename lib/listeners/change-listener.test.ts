import { expect, it } from 'vitest';
import { statusAfter } from './change-listener';
import type { Reading } from './read-back';

const there = { kind: 'there', attributes: { status: 'running' } } as Reading;
const gone: Reading = { kind: 'gone' };

it('never says of a deleted listener that it runs, also while SLB still shows it', () => {
  expect(statusAfter('delete', gone)).toBe('deleted');
  expect(statusAfter('delete', there)).toBe('deleting');
});

it('says of a started listener what was read back, and of one that cannot be read that it is not known', () => {
  const error = { code: 'Sluice.NoAnswer' };
  expect(statusAfter('start', there)).toBe('running');
  expect(statusAfter('start', { kind: 'unreadable', error } as Reading)).toBe('unknown');
});
