import { Client } from 'pg';
import { expect, it } from 'vitest';
import { beginActivity } from '@/lib/activity/record';
import { appendPostponed, postponedCount } from '@/lib/activity/postponed';
import { succeeded, writeOn } from '@/lib/activity/testing/write';
import { config } from '../config';
import { database, openDatabase } from './database';
import { dataFolder } from './testing/data-folder';
import { inTransaction } from './write-lock';

dataFolder();

/** Another process that writes, until it is told to end. */
async function slowWriter(): Promise<{ end: () => Promise<void> }> {
  const client = new Client({ connectionString: config().databaseUrl ?? '' });
  await client.connect();
  await client.query('begin; select pg_advisory_xact_lock(5702001)');
  return { end: () => client.end() };
}

it('goes on with a connection whose transaction waited for too long to write', async () => {
  const open = await openDatabase(config().databaseUrl ?? '', 300);
  const writer = await slowWriter();
  await expect(inTransaction(open, async () => {})).rejects.toThrow('statement timeout');
  await writer.end();
  expect(await open.selectFrom('runs').select('id').execute()).toEqual([]);
  await inTransaction(open, async () => {});
  await open.destroy();
});

it('keeps the outcome of a write that the server does not take for now', async () => {
  const { id, end } = await beginActivity(writeOn(80));
  const admin = new Client({ connectionString: config().databaseUrl ?? '' });
  await admin.connect();
  const name = new URL(config().databaseUrl ?? '').pathname.slice(1);
  const readOnly = (value: 'on' | 'off') =>
    admin.query(`alter database ${name} set default_transaction_read_only = ${value};
      select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`);
  await readOnly('on');
  await end(succeeded);
  expect(postponedCount()).toBe(1);

  await admin.query('set session characteristics as transaction read write');
  await readOnly('off');
  await expect
    .poll(() =>
      appendPostponed().then(
        () => postponedCount(),
        () => -1,
      ),
    )
    .toBe(0);
  const ended = (await database()).selectFrom('activity').select('outcome').where('begun_id', '=', id);
  expect(await ended.execute()).toEqual([{ outcome: 'succeeded' }]);
  await admin.end();
});
