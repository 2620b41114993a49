import { Client } from 'pg';
import { expect, it } from 'vitest';
import { config } from '../config';
import { shownUrl } from '../db/server-check';
import { dataFolder } from '../db/testing/data-folder';
import { claimDatabase } from './claim-database';

dataFolder();

const nobody = () => expect.unreachable('nobody else claims it');

it('is refused while another Sluice has the database, which keeps it though its connection was ended', async () => {
  expect(await claimDatabase(nobody)).toBeNull();
  const rejection = `The database ${shownUrl(config().databaseUrl ?? '')} is in use by another Sluice: stop that one, or set DATABASE_URL to another database.`;
  expect(await claimDatabase(nobody)).toBe(rejection);

  const admin = new Client({ connectionString: config().databaseUrl ?? '' });
  await admin.connect();
  const holders = async () =>
    (
      await admin.query<{
        pid: number;
      }>(`select pid from pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and datname = current_database()`)
    ).rows.map(({ pid }) => pid);
  const [first] = await holders();
  await admin.query('select pg_terminate_backend($1)', [first]);
  await expect.poll(holders).not.toEqual([]);
  await expect.poll(holders).not.toEqual([first]);
  await admin.end();
  expect(await claimDatabase(nobody)).toBe(rejection);
});
