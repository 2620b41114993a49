import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, Migrator, sql, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { closeDatabase, database, openDatabase } from './database';
import { migrations } from './migrations';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-db-'));
});

afterEach(async () => {
  await closeDatabase();
  vi.unstubAllEnvs();
  forgetConfig();
  await rm(folder, { recursive: true, force: true });
});

describe('the database', () => {
  it('creates its folder and is durable from the first write', async () => {
    const open = await openDatabase(join(folder, 'deep', 'down', 'sluice.db'));
    const settings = async (name: string) => (await sql.raw(`pragma ${name}`).execute(open)).rows[0];
    expect(await settings('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await settings('synchronous')).toEqual({ synchronous: 2 });
    expect(await settings('busy_timeout')).toEqual({ timeout: 5000 });
    await open.destroy();
  });

  it('applies every migration once, however often it is opened', async () => {
    const path = join(folder, 'sluice.db');
    for (let times = 0; times < 3; times += 1) await (await openDatabase(path)).destroy();
    const open = await openDatabase(path);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      open,
    );
    expect(rows.map((row) => row.name)).toEqual(Object.keys(migrations));
    await open.destroy();
  });

  it.each(Object.keys(migrations))('starts if %s was applied but not recorded', async (name) => {
    const path = join(folder, 'sluice.db');
    const open = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Libsql(path) }) });
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
    expect((await new Migrator({ db: open, provider }).migrateTo(name)).error).toBeUndefined();
    await sql`delete from kysely_migration where name = ${name}`.execute(open);
    await open.destroy();
    await (await openDatabase(path)).destroy();
  });

  it('starts if a process was killed within a migration', async () => {
    const path = join(folder, 'sluice.db');
    const open = await openDatabase(path);
    await sql`delete from kysely_migration where name >= '0013'`.execute(open);
    await sql`alter table run_rows drop column despite_unsettled`.execute(open);
    await sql`alter table runs drop column process_id`.execute(open);
    await sql`alter table inventory_regions drop column facts_read_json`.execute(open);
    await open.destroy();
    const again = await openDatabase(path);
    expect(await again.selectFrom('run_rows').select('despite_unsettled').execute()).toEqual([]);
    expect(await again.selectFrom('runs').select('process_id').execute()).toEqual([]);
    expect(await again.selectFrom('inventory_regions').select('facts_read_json').execute()).toEqual([]);
    await again.destroy();
  });

  it('keeps health that was observed before connections were told apart where whose it is shows', async () => {
    const path = join(folder, 'sluice.db');
    const before = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Libsql(path) }) });
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
    await new Migrator({ db: before, provider }).migrateTo('0022-plans');
    await sql`insert into inventory_connections (id, identity, shape, used_at) values (1, 'cloud 1', 5, ''), (2, 'cloud 2', 5, '')`.execute(
      before,
    );
    await sql`insert into inventory_instances (connection_id, region_id, load_balancer_id, data_json)
      values (1, 'cn-beijing', 'lb-1', ''), (1, 'cn-beijing', 'lb-both', ''), (2, 'cn-beijing', 'lb-both', '')`.execute(
      before,
    );
    for (const id of ['lb-1', 'lb-both', 'lb-none'])
      await sql`insert into health_sightings
        (region_id, load_balancer_id, listener_port, server_id, status, first_seen_at, last_seen_at)
        values ('cn-beijing', ${id}, 80, 'i-1', 'normal', '', '')`.execute(before);
    await before.destroy();
    const open = await openDatabase(path);
    expect(
      await open.selectFrom('health_sightings').select(['connection', 'load_balancer_id']).execute(),
    ).toEqual([{ connection: 'cloud 1', load_balancer_id: 'lb-1' }]);
    await open.destroy();
  });

  it('keeps views that were saved under an e-mail address, for the person who has it', async () => {
    const path = join(folder, 'sluice.db');
    const before = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Libsql(path) }) });
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
    await new Migrator({ db: before, provider }).migrateTo('0026-activity-request');
    await sql`insert into people (id, email, email_verified, name, role, created_at, updated_at)
      values ('p-1', 'ada@example.com', 1, 'Ada', 'viewer', '', '')`.execute(before);
    for (const actor of ['ada@example.com', 'local', 'gone@example.com'])
      await sql`insert into saved_views (id, actor, name, query, created_at)
        values (${actor}, ${actor}, 'Mine', '?q=port:443', '')`.execute(before);
    await before.destroy();
    const open = await openDatabase(path);
    const kept = await open
      .selectFrom('saved_views')
      .select(['owner_id', 'account', 'query', 'is_shared'])
      .execute();
    const view = { account: '', query: '?q=port:443', is_shared: 0 };
    expect(kept).toEqual([
      { owner_id: 'p-1', ...view },
      { owner_id: 'local', ...view },
      { owner_id: 'gone@example.com', ...view },
    ]);
    await open.destroy();
  });

  it('keeps which run a plan led to, as the plan that the run is of', async () => {
    const path = join(folder, 'sluice.db');
    const before = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Libsql(path) }) });
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
    await new Migrator({ db: before, provider }).migrateTo('0028-person-preferences');
    for (const id of [7, 8])
      await sql`insert into runs (id, kind, settings_json, actor, created_at)
        values (${id}, 'plan', 'null', 'local', '')`.execute(before);
    await sql`insert into plans
      (id, connection, owner_id, owner_name, is_shared, name, mode, version, changed_at, changed_by, run_id)
      values (3, 'sandbox', 'local', 'local', 0, 'Night', 'skip', 1, '', 'local', 7)`.execute(before);
    await before.destroy();
    const open = await openDatabase(path);
    expect(await open.selectFrom('runs').select(['id', 'plan_id']).orderBy('id').execute()).toEqual([
      { id: 7, plan_id: 3 },
      { id: 8, plan_id: null },
    ]);
    expect(await open.selectFrom('plans').select('name').execute()).toEqual([{ name: 'Night' }]);
    await open.destroy();
  });

  it('returns rows with their own columns only', async () => {
    const open = await openDatabase(join(folder, 'sluice.db'));
    const row = await open.selectNoFrom((build) => build.val(1).as('one')).executeTakeFirst();
    expect(row).toEqual({ one: 1 });
    await open.destroy();
  });

  it('is opened once per process, in the data folder', async () => {
    vi.stubEnv('SLUICE_DATA_DIR', folder);
    forgetConfig();
    const [first, second] = await Promise.all([database(), database()]);
    expect(first).toBe(second);
    const { rows } = await sql<{ file: string }>`pragma database_list`.execute(first);
    expect(rows[0]?.file).toBe(join(folder, 'sluice.db'));
  });

  it('is retried after it could not be opened', async () => {
    vi.stubEnv('SLUICE_DATA_DIR', join(folder, 'a-file'));
    forgetConfig();
    await writeFile(join(folder, 'a-file'), '');
    await expect(database()).rejects.toThrow(/EEXIST|ENOTDIR/);
    await rm(join(folder, 'a-file'));
    await expect(database()).resolves.toBeDefined();
  });
});
