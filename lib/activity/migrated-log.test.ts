import { join } from 'node:path';
import type { Kysely } from 'kysely';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { indexActivityBeginnings } from '@/lib/db/activity-beginnings';
import { chainActivity } from '@/lib/db/activity-chain';
import { closeDatabase, openDatabase } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { listActivity } from './list';
import { beginActivity, recordActivity } from './record';
import { expectOneChain } from './testing/chain';
import { succeeded, writeOn } from './testing/write';

/** Audit logs that earlier versions wrote, which only the embedded database has. */

const folder = dataFolder();

it('finds entries written before the index had prefixes, also by words of the intent', async () => {
  const begun = await beginActivity({ ...writeOn(80), after: { Description: 'orders at night' } });
  await begun.end({ ...succeeded, requestId: 'R-1', durationMillis: 20 });
  await beginActivity({ ...writeOn(81), after: { Description: 'orders by day' } });
  await closeDatabase();
  const path = join(folder(), 'sluice.db');
  const raw = new Libsql(path);
  raw.exec(`drop table activity_words;
    create virtual table activity_words using fts5(
      words, content='', columnsize=0, detail=none, tokenize="unicode61 remove_diacritics 0 tokenchars '='")`);
  raw.close();
  const migrated = await openDatabase(path);
  await indexActivityBeginnings(migrated.withTables<Record<never, never>>() as Kysely<unknown>);
  await migrated.destroy();

  await recordActivity({ ...writeOn(82), ...succeeded });
  const found = async (text: string) =>
    (await listActivity({ limit: 9, filter: { text } })).map(({ id }) => id);
  expect(await found('ord nig')).toEqual([2]);
  expect(await found('ord')).toEqual([3, 2]);
  expect(await found('r-1')).toEqual([2]);
  await expectOneChain();
});

it('includes the entries of a database from before there was a chain, and can be interrupted', async () => {
  const path = join(folder(), 'sluice.db');
  const raw = new Libsql(path);
  raw.exec(oldDatabase);
  raw.close();
  const migrated = await openDatabase(path);
  // As if the process ended between the migration and the record of it.
  await chainActivity(migrated.withTables<Record<never, never>>() as Kysely<unknown>);
  await migrated.destroy();

  await recordActivity({ ...writeOn(3), ...succeeded });
  expect((await listActivity({ limit: 9 })).map(({ id, outcome }) => [id, outcome])).toEqual([
    [3, 'succeeded'],
    [2, 'refused'],
    [1, 'succeeded'],
  ]);
  expect(await listActivity({ limit: 9, filter: { code: 'AclNotExist' } })).toHaveLength(1);
  await expectOneChain();
});

/** As the first release left it. */
const oldDatabase = `
  create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
  create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
  insert into kysely_migration_lock values ('migration_lock', 0);
  insert into kysely_migration values ('0001-activity', '2026-01-01T00:00:00.000Z'), ('0002-activity-by-region', '2026-01-01T00:00:00.001Z');
  create table activity (id integer primary key autoincrement, at text not null, actor text not null, operation text not null,
    region_id text not null, load_balancer_id text not null, listener_port integer not null, before_json text not null,
    after_json text not null, outcome text not null, code text, message text, request_id text,
    duration_millis integer not null, from_address text);
  create trigger activity_refuses_update before update on activity
    begin select raise(abort, 'the activity trail is append-only'); end;
  create trigger activity_refuses_delete before delete on activity
    begin select raise(abort, 'the activity trail is append-only'); end;
  create trigger activity_refuses_replace before insert on activity
    when exists (select 1 from activity where id = new.id)
    begin select raise(abort, 'the activity trail is append-only'); end;
  create index activity_by_region on activity (region_id, id);
  insert into activity values
    (1, '2026-01-01T00:00:00.000Z', 'local', 'StartLoadBalancerListener', 'cn-hangzhou', 'lb-1', 80, 'null', '{"Status":"running"}',
      'succeeded', null, null, 'R-1', 12, '127.0.0.1'),
    (2, '2026-01-01T00:00:01.000Z', 'local', 'CreateLoadBalancerTCPListener', 'cn-hangzhou', 'lb-1', 81, 'null', 'null',
      'refused', 'AclNotExist', 'Acl does not exist.', 'R-2', 12, null);
`;
