import { Client } from 'pg';
import { expect, it, vi } from 'vitest';
import { config } from '../config';
import { database, openDatabase } from './database';
import { dataFolder } from './testing/data-folder';
import { listen, notify } from './wake';
import { inTransaction } from './write-lock';

dataFolder('test');

const url = () => config().databaseUrl ?? '';

it('hears another process, says when it may have missed something, and hears it again afterwards', async () => {
  const heard: (string | null)[] = [];
  listen('colors', (message) => heard.push(message));
  // From now on it hears everything, and what was before is to be read.
  await expect.poll(() => heard).toEqual([null]);

  const other = await openDatabase(url());
  await inTransaction(other, (transaction) => notify(transaction, 'colors', 'red'));
  await expect.poll(() => heard).toEqual([null, 'red']);

  const admin = new Client({ connectionString: url() });
  await admin.connect();
  const ended = await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sluice wake' and datname = current_database()",
  );
  expect(ended.rowCount).toBe(1);
  await expect.poll(() => heard).toEqual([null, 'red', null]);
  await notify(other, 'colors', 'green');
  await expect.poll(() => heard).toEqual([null, 'red', null, 'green']);
  await admin.end();
  await other.destroy();
});

it('connects once the server lets it, and holds one connection for all channels', async () => {
  const admin = new Client({
    connectionString: Object.assign(new URL(url()), { pathname: '/postgres' }).href,
  });
  await admin.connect();
  const name = new URL(url()).pathname.slice(1);
  await admin.query(`alter database ${name} allow_connections false`);
  const [colors, others]: (string | null)[][] = [[], []];
  listen('colors', (message) => colors?.push(message));
  listen('others', (message) => others?.push(message));
  expect(await attempts(admin, name)).toBe(0);
  await admin.query(`alter database ${name} allow_connections true`);
  await expect.poll(() => colors).toEqual([null]);
  expect(others).toEqual([null]);
  expect(await attempts(admin, name)).toBe(1);
  await admin.end();
  await notify(await database(), 'others', 'hello');
  await vi.waitFor(() => expect(others).toEqual([null, 'hello']));
});

async function attempts(admin: Client, name: string): Promise<number> {
  const { rows } = await admin.query<{ count: string }>(
    "select count(*) from pg_stat_activity where application_name = 'sluice wake' and datname = $1",
    [name],
  );
  return Number(rows[0]?.count);
}
