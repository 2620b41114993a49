import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { database } from './database';
import { isStorageFailure, storageProblem, whereThereIsRoom } from './storage';
import { dataFolder } from './testing/data-folder';
import { fillDisk } from './testing/full-disk';
import { postgresServer } from './testing/postgres-databases';
import { inTransaction } from './write-lock';

dataFolder();

async function insert(name: string, query = 'x'.repeat(20_000)): Promise<void> {
  const view = {
    id: name,
    owner_id: 'local',
    account: '',
    name,
    query,
    is_shared: 0,
    created_at: '2026-11-29T00:00:00Z',
  };
  await inTransaction(await database(), (open) => open.insertInto('saved_views').values(view).execute());
}

const brokenWrite = async () => sql`insert into no_such_table values (1)`.execute(await database());

it('distinguishes a full disk from a bug, keeps why a transaction failed, and notices when there is room again', async () => {
  await insert('before');
  expect(storageProblem()).toBeNull();
  const { makeRoom } = await fillDisk();
  const failure: unknown = await insert('full').catch((error: unknown) => error);
  // And not "cannot rollback": SQLite has done that already.
  expect(failure).toMatchObject(
    postgresServer() === null
      ? { code: 'SQLITE_FULL', message: 'database or disk is full' }
      : { code: '53100', message: 'could not extend file: No space left on device' },
  );
  expect(isStorageFailure(failure)).toBe(true);
  expect(storageProblem()).toMatchObject({ kind: 'full' });
  expect(await whereThereIsRoom(() => insert('again'))).toBe(false);

  // Existing data can be read, and a bug is a bug.
  const open = await database();
  expect(await open.selectFrom('saved_views').select('name').execute()).toEqual([{ name: 'before' }]);
  await expect(whereThereIsRoom(() => brokenWrite())).rejects.toThrow('no_such_table');
  expect(storageProblem()).toMatchObject({ kind: 'full' });

  await makeRoom();
  await insert('after');
  expect(storageProblem()).toBeNull();
});
