import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { countActivity, listActivity } from '@/lib/activity/list';
import { fillActivity } from '@/lib/activity/testing/fill';
import { recordActivity } from '@/lib/activity/record';
import { succeeded, writeOn } from '@/lib/activity/testing/write';
import { checkActivity } from '@/scripts/lib/activity-chain.js';
import { serverSource } from '@/scripts/lib/activity-source.js';
import { config } from '@/lib/config';
import { Client } from 'pg';
import { copyDatabase, CopyProblem } from './copy-database';
import { database, openDatabase } from './database';
import { numbersAsNumbers } from './postgres';
import { signInKey } from './sign-in-key';
import { dataFolder } from './testing/data-folder';

const folder = dataFolder();
const WRITES = 1500;

async function embedded() {
  return openDatabase(join(folder(), 'sluice.db'));
}

const plan = {
  connection: 'c',
  owner_id: 'local',
  owner_name: 'local',
  is_shared: 0,
  name: '',
  mode: 'skip',
  version: 1,
  changed_at: '2026',
  changed_by: 'local',
};

beforeEach(async () => {
  const from = await embedded();
  await fillActivity(from, WRITES);
  await sql`insert into people (id, email, email_verified, name, role, created_at, updated_at)
    values ('p1', 'ada@example.com', 1, '艾达', 'admin', '', '')`.execute(from);
  await sql`insert into plans (id, connection, owner_id, owner_name, is_shared, name, mode, version, changed_at, changed_by)
    values (7, 'c', 'local', 'local', 0, '', 'skip', 1, '', '')`.execute(from);
  await sql`delete from plans`.execute(from);
  await sql`insert into plans (id, connection, owner_id, owner_name, is_shared, name, mode, version, changed_at, changed_by)
    values (3, 'c', 'local', 'local', 0, ${'nul \0 in it'}, 'skip', 1, '', '')`.execute(from);
  await sql`insert into plan_rows (plan_id, row_id, place, cells_json) values (3, 1, 1, '{}'), (3, 2, 2, '{}')`.execute(
    from,
  );
  await from.destroy();
});

it('copies every row, continues the chain and the numbers, finds what was found, and can be repeated', async () => {
  const [from, to] = [await embedded(), await database()];
  const copied = new Map((await copyDatabase(from, to, null)).map(({ table, rows }) => [table, rows]));
  expect(copied.get('activity')).toBe((await from.selectFrom('activity').select('id').execute()).length);
  expect([copied.get('people'), copied.get('plans'), copied.get('plan_rows')]).toEqual([1, 1, 2]);
  expect(await copyDatabase(from, to, null)).toEqual([...copied].map(([table, rows]) => ({ table, rows })));

  expect((await listActivity({ limit: 1, filter: { text: 'lb-fill0007' } }))[0]?.loadBalancerId).toBe(
    'lb-fill0007',
  );
  expect(await countActivity({ actor: 'deploy' })).toBe(2);
  await recordActivity({ ...writeOn(80), ...succeeded });
  const client = new Client({ connectionString: config().databaseUrl ?? '', types: numbersAsNumbers });
  await client.connect();
  const report = await checkActivity(serverSource(client)).finally(() => client.end());
  expect(report).toMatchObject({ findings: [], count: (copied.get('activity') ?? 0) + 1 });
  // A number that was assigned is not assigned again.
  const { id } = await to.insertInto('plans').values(plan).returning('id').executeTakeFirstOrThrow();
  expect(id).toBe(8);
  await from.destroy();
});

it('copies again what has no activity yet, and replaces no plan that was changed since the copy', async () => {
  const from = await openDatabase(join(folder(), 'small.db'));
  const to = await database();
  await sql`insert into people (id, email, email_verified, name, role, created_at, updated_at)
    values ('p1', 'ada@example.com', 1, 'Ada', 'admin', '2026', '2026')`.execute(from);
  await from.insertInto('plans').values(plan).execute();
  // Nobody is signed out: what the first copy left is replaced by the key of the folder.
  for (const key of ['an-older-key', 'the-key-of-the-folder']) {
    await copyDatabase(from, to, key);
    expect(await signInKey()).toBe(key);
  }
  await to.updateTable('plans').set({ name: 'changed', changed_at: '2027' }).execute();
  await expect(copyDatabase(from, to, null)).rejects.toThrow('plans of its own');
  expect(await to.selectFrom('plans').select('name').execute()).toEqual([{ name: 'changed' }]);
  await from.destroy();
});

it('replaces nothing that is not a copy, and copies all or nothing', async () => {
  await recordActivity({ ...writeOn(443), ...succeeded });
  const [from, to] = [await embedded(), await database()];
  await expect(copyDatabase(from, to, null)).rejects.toThrow(CopyProblem);
  await from.destroy();
  expect(await to.selectFrom('activity').select('listener_port').execute()).toEqual([{ listener_port: 443 }]);
  expect(await to.selectFrom('people').select('id').execute()).toEqual([]);
  expect(existsSync(join(folder(), 'sluice.db'))).toBe(true);
});
