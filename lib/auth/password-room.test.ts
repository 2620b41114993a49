import { expect, it } from 'vitest';
import { inPasswordRoom } from './password-room';

it('does four at a time, lets some wait, and turns the others away at once', async () => {
  let running = 0;
  let most = 0;
  const work = async (): Promise<string> => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    return 'done';
  };
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => inPasswordRoom(work)));
  expect(most).toBe(4);
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(36);
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(14);
  expect(await inPasswordRoom(work)).toBe('done');
});

it('gives the place of one that failed to the next', async () => {
  const fail = () => inPasswordRoom(() => Promise.reject(new Error('a bug')));
  await Promise.allSettled(Array.from({ length: 10 }, fail));
  expect(await inPasswordRoom(() => Promise.resolve('done'))).toBe('done');
});
