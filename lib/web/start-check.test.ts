import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { forgetConfig } from '../config';
import { openDatabase } from '../db/database';
import { dataFolder } from '../db/testing/data-folder';
import { startProblem, startWarning } from './start-check';

const folder = dataFolder();
const path = () => join(folder(), 'sluice.db');

async function madeDatabase(
  change: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<unknown>,
) {
  const database = await openDatabase(path());
  await change(database);
  await sql`pragma wal_checkpoint(truncate)`.execute(database);
  await database.destroy();
}

test('nothing keeps Sluice from serving with a new database, or with its own', async () => {
  expect(await startProblem()).toBeNull();
  expect(await startProblem()).toBeNull();
});

test('a proxy that is not named is no problem, but the operator is warned', async () => {
  expect(startWarning()).toBeNull();
  vi.stubEnv('SLUICE_URL', 'https://sluice.example');
  forgetConfig();
  expect(await startProblem()).toBeNull();
  expect(startWarning()).toMatch(/^SLUICE_TRUSTED_PROXIES is not set: /);
  vi.stubEnv('SLUICE_TRUSTED_PROXIES', '127.0.0.1');
  forgetConfig();
  expect(startWarning()).toBeNull();
});

test('a wrong setting is named, with what it may be', async () => {
  vi.stubEnv('SLUICE_READ_ONLY', 'yes');
  forgetConfig();
  expect(await startProblem()).toBe('The configuration is not valid: SLUICE_READ_ONLY must be 0 or 1.');
});

test('a file that is no database is named', async () => {
  writeFileSync(path(), 'no database '.repeat(1000));
  expect(await startProblem()).toBe(
    `The database ${path()} is damaged (file is not a database). Restore a backup of it, or set SLUICE_DATA_DIR to another folder.`,
  );
});

test('damage further on in a database is found before a page meets it', async () => {
  await madeDatabase((database) =>
    sql`create table filler as select hex(randomblob(900000)) as text`.execute(database),
  );
  const bytes = readFileSync(path());
  bytes.fill(0xff, 100_000, 900_000);
  writeFileSync(path(), bytes);
  expect(await startProblem()).toMatch(/^The database .* is damaged \(.+\). Restore a backup of it/);
});

test('a database that a later version has changed is left as it is', async () => {
  await madeDatabase((database) =>
    sql`insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '2030')`.execute(
      database,
    ),
  );
  const before = readFileSync(path());
  expect(await startProblem()).toBe(
    `The database ${path()} was created by a newer version of Sluice. Start that version, or set SLUICE_DATA_DIR to another folder.`,
  );
  expect(readFileSync(path()).equals(before)).toBe(true);
});

test('a file that cannot be opened is named', async () => {
  mkdirSync(path());
  expect(await startProblem()).toMatch(new RegExp(`^The database ${path()} cannot be used: .+\\.$`));
});
