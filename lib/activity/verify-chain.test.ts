import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { database } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { tamper } from '@/lib/db/testing/tampering';
import { beginActivity, recordActivity } from './record';
import { writeOn, succeeded } from './testing/write';
import { chainMark, readAt } from './chain-state';
import { chainCheck, checkChainSoon } from './verify-chain';

dataFolder();

beforeEach(() => Reflect.deleteProperty(globalThis, 'sluiceChainWatch'));
afterEach(() => vi.useRealTimers());

async function write(...ports: number[]): Promise<void> {
  for (const port of ports) await (await beginActivity(writeOn(port))).end(succeeded);
}

const check = () => checkChainSoon({ pauseMillis: 0 });

it('is not checked at first, then up to its newest entry, and after that only what is new', async () => {
  await write(...Array.from({ length: 150 }, (_, port) => port + 1));
  expect(chainCheck()).toMatchObject({ verified: null, checkedAt: null, broken: null });
  await check();
  expect(chainCheck()).toMatchObject({ verified: { id: 300 }, broken: null });
  const { checkedAt, wholeAt } = chainCheck();
  expect(checkedAt).toBe(wholeAt);

  await recordActivity({ ...writeOn(7), ...succeeded });
  // Long ago, so that reading it again would find it.
  await tamper(`update activity set actor = 'mallory' where id = 5`);
  const mark = chainMark(chainCheck());
  await check();
  expect(chainCheck()).toMatchObject({ verified: { id: 301 }, wholeAt, broken: null });
  expect(chainMark(chainCheck())).not.toBe(mark);

  await checkWhole();
  expect(chainCheck()).toMatchObject({ verified: { id: 4 }, broken: { id: 5, flaw: 'changed' } });
  // It stays broken, whatever is written since.
  await write(9);
  await check();
  expect(chainCheck()).toMatchObject({ broken: { id: 5 } });
});

/** Some hours later all of it is checked. */
async function checkWhole(): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 3_600_000 });
  await check();
}

it('says of each entry when it was last read, not when a check last came to the end', async () => {
  await write(1);
  expect(readAt(chainCheck(), 1)).toBeNull();
  await check();
  const { wholeAt } = chainCheck();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  await write(2);
  await check();
  const { checkedAt } = chainCheck();
  vi.setSystemTime(Date.now() + 60_000);
  await check();
  expect([1, 2, 3, 4].map((id) => readAt(chainCheck(), id))).toEqual([
    wholeAt,
    wholeAt,
    checkedAt,
    checkedAt,
  ]);
  await checkWhole();
  expect(readAt(chainCheck(), 1)).toBe(chainCheck().checkedAt);
});

it.each([
  ['an entry is missing', 'delete from activity where id = 3', { id: 3, flaw: 'missing' }],
  ['what was verified last is gone', 'delete from activity where id >= 3', { id: 3, flaw: 'missing' }],
  [
    'an entry was replaced by one with a hash of its own',
    `update activity set previous_hash = 'x', hash = (select hash from activity where id = 2) where id = 4`,
    { id: 4, flaw: 'changed' },
  ],
])('is broken where %s', async (_, statements, broken) => {
  await write(1, 2);
  await check();
  await tamper(statements);
  await checkWhole();
  expect(chainCheck().broken).toMatchObject(broken);
});

it('verifies nothing in an empty log, and says when it looked', async () => {
  await database();
  await check();
  expect(chainCheck()).toMatchObject({ verified: null, checkedAt: expect.any(String), broken: null });
});
