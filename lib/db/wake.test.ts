import { expect, it, vi } from 'vitest';
import { database } from './database';
import { inSharedTransaction } from './shared-transaction';
import { dataFolder } from './testing/data-folder';
import { listen, notify } from './wake';
import { inTransaction } from './write-lock';

/** On both databases: what is told is what was committed. */

dataFolder('test');

/** The messages heard on a channel, once this process hears them: PostgreSQL needs a moment. */
async function hearing(channel: string): Promise<(string | null)[]> {
  const open = await database();
  const heard: (string | null)[] = [];
  listen(channel, (message) => heard.push(message));
  await vi.waitFor(async () => {
    await notify(open, channel, 'are you there?');
    expect(heard).toContain('are you there?');
  });
  // Those that were on their way are heard before this one.
  await notify(open, channel, 'begin');
  await expect.poll(() => heard.at(-1)).toBe('begin');
  heard.length = 0;
  return heard;
}

it('delivers a message on its channel only, and to those who still listen', async () => {
  const open = await database();
  const [colors, others] = [await hearing('colors'), await hearing('others')];
  const stopped: (string | null)[] = [];
  const stop = listen('colors', (message) => stopped.push(message));
  stop();
  await notify(open, 'colors', 'blue with a space');
  await expect.poll(() => colors).toEqual(['blue with a space']);
  expect(others).toEqual([]);
  expect(stopped.filter((message) => message !== null)).toEqual([]);
});

it('delivers what a transaction tells when it has committed, and nothing of one that was rolled back', async () => {
  const open = await database();
  const heard = await hearing('colors');
  const bug = new Error('of this test');
  await expect(
    inTransaction(open, async (transaction) => {
      await notify(transaction, 'colors', 'never');
      throw bug;
    }),
  ).rejects.toBe(bug);
  await inTransaction(open, async (transaction) => {
    await notify(transaction, 'colors', 'red');
    // Another connection delivers at once: had the first been delivered, it would be there before.
    await notify(open, 'colors', 'green');
    await expect.poll(() => heard).toEqual(['green']);
  });
  await expect.poll(() => heard).toEqual(['green', 'red']);
});

it('delivers nothing of a part of a shared transaction that was undone', async () => {
  const open = await database();
  const heard = await hearing('colors');
  const tellOf = (color: string, fails: boolean) =>
    inSharedTransaction(open, async (connection) => {
      await notify(connection, 'colors', color);
      if (fails) throw new Error(`not ${color}`);
    });
  await Promise.allSettled([tellOf('red', false), tellOf('green', true), tellOf('blue', false)]);
  await notify(open, 'colors', 'end');
  await expect.poll(() => heard).toEqual(['red', 'blue', 'end']);
});

it('goes on if a listener throws, and refuses a message too long for PostgreSQL', async () => {
  const open = await database();
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  listen('colors', () => {
    throw new Error('a bug');
  });
  const heard = await hearing('colors');
  await notify(open, 'colors', 'red');
  await expect.poll(() => heard).toEqual(['red']);
  expect(written.mock.calls.join()).toContain('Hearing of a change (colors): Error: a bug');
  await expect(notify(open, 'colors', '长'.repeat(700))).rejects.toThrow('longer than');
});
