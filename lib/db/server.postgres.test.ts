import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { packageUser, freePort } from '@/scripts/lib/postgres.js';
import { startProblem } from '@/lib/web/start-check';
import { database, openDatabase } from './database';
import { migrations } from './migrations';
import { serverProblem, shownUrl } from './server-check';
import { sessionLock } from './session-lock';
import { dataFolder } from './testing/data-folder';

dataFolder();
const url = () => config().databaseUrl ?? '';

describe('a database on a server', () => {
  it('is migrated once by processes that open it at the same moment', async () => {
    const open = await database();
    await sql`drop schema public cascade`.execute(open);
    await sql`create schema public`.execute(open);
    const opened = await Promise.all([openDatabase(url()), openDatabase(url()), openDatabase(url())]);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      open,
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations));
    await Promise.all(opened.map((each) => each.destroy()));
  });

  it('is used again after its connections were ended, and a query that this met is rejected', async () => {
    const open = await database();
    const ended = sql`select pg_sleep(60)`.execute(open).then(() => 'slept', String);
    const admin = new Client({ connectionString: url() });
    await admin.connect();
    const isAsleep = async () =>
      (
        await admin.query(
          `select 1 from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`,
        )
      ).rowCount === 1;
    await expect.poll(isAsleep).toBe(true);
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    expect(await ended).toBe(
      'Error: it cannot be reached (terminating connection due to administrator command)',
    );
    await admin.end();
    // A query may still meet a connection that was idle when it was ended.
    await expect
      .poll(() => sql`select 1 as one`.execute(open).then(({ rows }) => rows, String))
      .toEqual([{ one: 1 }]);
  });

  it('returns numbers as numbers, and stores a NUL as a character that may stand in a text', async () => {
    const open = await database();
    const { rows } = await sql<{ count: unknown; text: string }>`
      select count(*) as count, cast(${'a\0b'} as text) as text`.execute(open);
    expect(rows).toEqual([{ count: 1, text: 'a\u{fffd}b' }]);
  });

  it('orders texts by code point, as the embedded one does', async () => {
    const open = await database();
    for (const email of ['b@x', 'A@x', 'a@x', 'é@x'])
      await sql`insert into people (id, email, email_verified, name, role, created_at, updated_at)
        values (${email}, ${email}, 1, '', 'viewer', '', '')`.execute(open);
    const people = await open.selectFrom('people').select('email').orderBy('email').execute();
    expect(people.map(({ email }) => email)).toEqual(['A@x', 'a@x', 'b@x', 'é@x']);
  });
});

describe('a start', () => {
  it('has no problem with a server, and none with a database that is there', async () => {
    expect(await startProblem()).toBeNull();
    expect(await startProblem()).toBeNull();
  });

  it('leaves a database alone that a later version has changed, and names it without the password', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '2030')`.execute(
      await database(),
    );
    expect(await startProblem()).toBe(
      `The database ${shownUrl(url())} was created by a newer version of Sluice. Start that version, or set DATABASE_URL to another database.`,
    );
    expect(shownUrl('postgres://sluice:secret@db.example:5433/console')).toBe('console at db.example:5433');
  });

  it('says that a server cannot be reached', async () => {
    await expect(serverProblem(`postgres://sluice@127.0.0.1:${await freePort()}/sluice`)).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  it('refuses an encoding other than UTF-8', async () => {
    const open = await database();
    const name = `latin_${process.pid}`;
    await sql
      .raw(`create database ${name} template template0 encoding 'LATIN1' locale_provider libc locale 'C'`)
      .execute(open);
    expect(await serverProblem(Object.assign(new URL(url()), { pathname: `/${name}` }).href)).toBe(
      'is encoded in LATIN1, and Sluice needs UTF8',
    );
    await sql.raw(`drop database ${name}`).execute(open);
  });

  it.runIf(existsSync('/usr/sbin/pgbouncer')).each([
    ['transaction', expect.stringContaining('pooler')],
    ['session', null],
  ])('behind pgbouncer in %s mode has the problem: %s', async (mode, problem) => {
    const pooler = await startPooler(mode);
    expect(await serverProblem(pooler.url)).toEqual(problem);
    await pooler.stop();
  });
});

describe('a lock', () => {
  it('is held by one at a time, and is free once it is released', async () => {
    const lock = await sessionLock(url(), 'runs', () => {});
    expect(lock?.isHeld()).toBe(true);
    expect(await sessionLock(url(), 'runs', () => {})).toBeNull();
    const other = await sessionLock(url(), 'runs-of-another', () => {});
    expect(other?.isHeld()).toBe(true);
    other?.release();
    lock?.release();
    await expect.poll(async () => (await sessionLock(url(), 'runs', () => {}))?.isHeld()).toBe(true);
  });

  it('is not lost where it was never held', async () => {
    let lost = 0;
    const nowhere = `postgres://sluice@127.0.0.1:${await freePort()}/sluice`;
    await expect(sessionLock(nowhere, 'runs', () => (lost += 1))).rejects.toThrow('ECONNREFUSED');
    const held = await sessionLock(url(), 'runs', () => (lost += 1));
    expect(await sessionLock(url(), 'runs', () => (lost += 1))).toBeNull();
    held?.release();
    // Their connections have ended by the time that it can be had again.
    await expect.poll(async () => (await sessionLock(url(), 'runs', () => {}))?.isHeld()).toBe(true);
    expect(lost).toBe(0);
  });

  it('tells its holder once the server has ended its connection', async () => {
    let isLost = false;
    const lock = await sessionLock(url(), 'runs', () => (isLost = true));
    const admin = new Client({ connectionString: url() });
    await admin.connect();
    await admin.query(`select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
      where locktype = 'advisory' and datname = current_database()`);
    await admin.end();
    await expect.poll(() => isLost).toBe(true);
    expect(lock?.isHeld()).toBe(false);
    lock?.release();
  });
});

async function startPooler(mode: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-pooler-'));
  // It does not run as root.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const { hostname, port: serverPort, username, pathname } = new URL(url());
  const settings = join(folder, 'pgbouncer.ini');
  writeFileSync(
    settings,
    `[databases]
* = host=${hostname} port=${serverPort} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
`,
    { mode: 0o644 },
  );
  const user = process.getuid?.() === 0 ? packageUser() : {};
  const program = spawn('/usr/sbin/pgbouncer', [settings], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(program, 'exit');
  await new Promise<void>((resolve, reject) => {
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('process up')) resolve();
    });
    program.once('exit', () => reject(new Error('pgbouncer ended')));
  });
  return {
    url: `postgres://${username}@127.0.0.1:${port}${pathname}`,
    stop: async () => {
      program.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
