import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { closeDatabase, database } from './database';
import { inSharedTransaction } from './shared-transaction';
import { dataFolder } from './testing/data-folder';
import { postgresServer } from './testing/postgres-databases';

/** Small writes that share a commit, with the real database. */

dataFolder('test');

const view = (name: string) => ({
  id: name,
  owner_id: 'ada',
  account: '',
  name,
  query: '',
  is_shared: 0,
  created_at: '2026-11-30',
});
const names = async () =>
  (await (await database()).selectFrom('saved_views').select('name').orderBy('name').execute()).map(
    ({ name }) => name,
  );

it('writes what is requested at the same moment in the order of the requests, and returns each result', async () => {
  const open = await database();
  const results = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      inSharedTransaction(open, async (connection) => {
        const before = await connection.selectFrom('saved_views').select('name').execute();
        await connection.insertInto('saved_views').values(view(name)).execute();
        return before.length;
      }),
    ),
  );
  expect(results).toEqual([0, 1, 2]);
  expect(await names()).toEqual(['a', 'b', 'c']);
});

it('undoes what fails, alone, and writes the rest', async () => {
  const open = await database();
  const insert = (name: string, fails = false) =>
    inSharedTransaction(open, async (connection) => {
      await connection.insertInto('saved_views').values(view(name)).execute();
      if (fails) throw new Error(`not ${name}`);
    });
  const settled = await Promise.allSettled([insert('a'), insert('b', true), insert('c'), insert('a')]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(await names()).toEqual(['a', 'c']);
  await expect(insert('d', true)).rejects.toThrow('not d');
  expect(await names()).toEqual(['a', 'c']);
});

it('writes what is requested in the meantime after it, and leaves every other write to wait for the disk itself', async () => {
  const open = await database();
  const order: string[] = [];
  const insert = (name: string) =>
    inSharedTransaction(open, (connection) =>
      connection.insertInto('saved_views').values(view(name)).execute(),
    ).then(() => order.push(name));
  const later: Promise<unknown>[] = [];
  const first = inSharedTransaction(open, async (connection) => {
    await connection.insertInto('saved_views').values(view('first')).execute();
    later.push(insert('a'), insert('b'));
  }).then(() => order.push('first'));
  await first;
  await Promise.all(later);
  expect(order).toEqual(['first', 'a', 'b']);
  expect(await names()).toEqual(['a', 'b', 'first']);
  const forcedBySqlite = postgresServer() === null ? await sql`pragma synchronous`.execute(open) : null;
  expect(forcedBySqlite?.rows ?? [{ synchronous: 2 }]).toEqual([{ synchronous: 2 }]);
});

it('closes only what it has forced to the disk', async () => {
  const open = await database();
  const written = inSharedTransaction(open, (connection) =>
    connection.insertInto('saved_views').values(view('kept')).execute(),
  );
  await Promise.all([written, written.then(() => closeDatabase())]);
  expect(await names()).toEqual(['kept']);
});
