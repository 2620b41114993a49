import { Client } from 'pg';
import { expect, it } from 'vitest';
import { config } from '../config';
import { closeSharedLocks, trySharedLock } from './shared-locks';
import { dataFolder } from './testing/data-folder';

dataFolder('test');

const url = () => config().databaseUrl ?? '';

it('is held by one, in this process and among others, until it is released', async () => {
  const lock = await trySharedLock(url(), 'one');
  expect(lock?.isHeld()).toBe(true);
  expect(await trySharedLock(url(), 'one')).toBeNull();
  const two = await trySharedLock(url(), 'two');
  expect(two?.isHeld()).toBe(true);
  lock?.release();
  expect(lock?.isHeld()).toBe(false);
  const again = await trySharedLock(url(), 'one');
  expect(again?.isHeld()).toBe(true);
  // An old holder does not free what another one has.
  lock?.release();
  expect(await trySharedLock(url(), 'one')).toBeNull();
});

it('is lost with the connection of all its locks, and can be had again', async () => {
  const locks = await Promise.all(['one', 'two'].map((name) => trySharedLock(url(), name)));
  const admin = new Client({ connectionString: url() });
  await admin.connect();
  const ended = await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sluice locks' and datname = current_database()",
  );
  await admin.end();
  expect(ended.rowCount).toBe(1);
  await expect.poll(() => locks.map((lock) => lock?.isHeld())).toEqual([false, false]);
  const again = await trySharedLock(url(), 'one');
  expect(again?.isHeld()).toBe(true);
  await closeSharedLocks();
  await expect.poll(() => again?.isHeld()).toBe(false);
});
