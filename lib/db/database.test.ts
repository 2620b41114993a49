import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
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
  it('makes its folder and is durable from the first write', async () => {
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

  it('gives rows with their own columns and no more', async () => {
    const open = await openDatabase(join(folder, 'sluice.db'));
    const row = await open.selectNoFrom((build) => build.val(1).as('one')).executeTakeFirst();
    expect(row).toEqual({ one: 1 });
    await open.destroy();
  });

  it('is opened once for a whole process, in the data folder', async () => {
    vi.stubEnv('SLUICE_DATA_DIR', folder);
    forgetConfig();
    const [first, second] = await Promise.all([database(), database()]);
    expect(first).toBe(second);
    const { rows } = await sql<{ file: string }>`pragma database_list`.execute(first);
    expect(rows[0]?.file).toBe(join(folder, 'sluice.db'));
  });

  it('is tried again after it could not be opened', async () => {
    vi.stubEnv('SLUICE_DATA_DIR', join(folder, 'a-file'));
    forgetConfig();
    await writeFile(join(folder, 'a-file'), '');
    await expect(database()).rejects.toThrow(/EEXIST|ENOTDIR/);
    await rm(join(folder, 'a-file'));
    await expect(database()).resolves.toBeDefined();
  });
});
