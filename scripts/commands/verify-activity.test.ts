import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { Client } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { beginActivity, recordActivity } from '@/lib/activity/record';
import { writeOn, succeeded } from '@/lib/activity/testing/write';
import { config } from '@/lib/config';
import { hashOfActivity } from '@/lib/db/activity-hash';
import { database } from '@/lib/db/database';
import { numbersAsNumbers } from '@/lib/db/postgres';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { postgresServer } from '@/lib/db/testing/postgres-databases';
import { tamper } from '@/lib/db/testing/tampering';
import { checkActivity } from '../lib/activity-chain.js';
import { fileSource, serverSource } from '../lib/activity-source.js';

const folder = dataFolder();
const onServer = postgresServer() !== null;

beforeEach(async () => {
  await recordActivity({ ...writeOn(1), ...succeeded, outcome: 'refused', code: 'AclNotExist' });
  for (const port of [2, 3, 4])
    await (
      await beginActivity({ ...writeOn(port), after: { Description: '监听 "\n' }, runId: port })
    ).end(succeeded);
  const source = { account: 'production', sessionId: 'a1b2c3d4', sluiceRequestId: 'request-17' };
  await beginActivity({ ...writeOn(5), ...source, protocol: 'udp' });
});

async function checked() {
  if (!onServer) return checkActivity(fileSource(new Libsql(join(folder(), 'sluice.db'))));
  const client = new Client({ connectionString: config().databaseUrl ?? '', types: numbersAsNumbers });
  await client.connect();
  return checkActivity(serverSource(client)).finally(() => client.end());
}

async function findingsAfter(...statements: string[]): Promise<string[]> {
  await tamper(...statements);
  return (await checked()).findings;
}

function command(...args: string[]) {
  const script = fileURLToPath(new URL('../verify-activity.js', import.meta.url));
  const where = onServer ? ['--url', config().databaseUrl ?? ''] : ['--data', folder()];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...where, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '' },
  });
  return { status, output: stdout + stderr };
}

const headNow = async () => (await checked()).head;

describe('verify-activity', () => {
  it('passes an audit log as it was written, while Sluice has it open, and says what it cannot detect', async () => {
    const { status, output } = command();
    expect(output).toMatch(/^8 entries in .+\nhead [0-9a-f]{64}\n1 begun without an outcome/);
    expect(output).toContain('cannot detect removed newest entries');
    expect(status).toBe(0);
  });

  it.each([
    ['a changed value', `update activity set actor = 'x' where id = 3`, /^entry 3 \(.*was changed/],
    ['a removed account', 'update activity set account = null where id = 8', /^entry 8 \(.*was changed/],
    ['an added account', `update activity set account = 'x' where id = 3`, /^entry 3 \(.*was changed/],
    [
      'a removed request',
      'update activity set sluice_request_id = null where id = 8',
      /^entry 8 \(.*was changed/,
    ],
    [
      'an added request',
      `update activity set sluice_request_id = 'x' where id = 3`,
      /^entry 3 \(.*was changed/,
    ],
    [
      'a removed protocol',
      'update activity set listener_protocol = null where id = 8',
      /^entry 8 \(.*was changed/,
    ],
    [
      'an added protocol',
      `update activity set listener_protocol = 'udp' where id = 3`,
      /^entry 3 \(.*was changed/,
    ],
    ['a changed state', `update activity set after_json = '{}' where id = 2`, /^entry 2 \(.*was changed/],
    ['a changed hash', `update activity set hash = previous_hash where id = 4`, /^entry 4 \(.*was changed/],
    ['a removed entry', 'delete from activity where id = 4', /^entry 4 is missing before entry 5/],
    ['removed entries', 'delete from activity where id in (1, 2)', /^entries 1 to 2 are missing before/],
    ['newest entries removed', 'delete from activity where id > 6', /^entries 7 to 8 are missing at the end/],
  ])('finds %s', async (_what, statement, finding) => {
    expect((await findingsAfter(statement))[0]).toMatch(finding);
  });

  it('finds two entries that were swapped', async () => {
    const findings = await findingsAfter(
      'update activity set id = 100 where id = 4',
      'update activity set id = 4 where id = 6',
      'update activity set id = 6 where id = 100',
    );
    expect(findings[0]).toMatch(/^entry 4 \(.*it was written as entry 6/);
    expect(findings[2]).toMatch(/^entry 6 \(.*it was written as entry 4/);
  });

  it('finds an inserted entry, and that the later ones were moved for it', async () => {
    const findings = await findingsAfter(
      'create table moved as select * from activity where id > 4',
      'delete from activity where id > 4',
      'update moved set id = id + 1',
      `insert into moved select 5, at, 'intruder', operation, region_id, load_balancer_id, listener_port, before_json, after_json, 'refused',
        code, message, request_id, duration_millis, from_address, null, run_id, process_id, previous_hash, hash, account, session_id, sluice_request_id, listener_protocol from activity where id = 4`,
      'insert into activity select * from moved order by id',
    );
    expect(findings[0]).toMatch(/^entry 5 \(.*was changed/);
    expect(findings.slice(1).filter((finding) => /written as entry [567]/.test(finding))).toHaveLength(3);
  });

  it('finds an entry that was changed together with its hash, from the one that follows it', async () => {
    const row = await (
      await database()
    )
      .selectFrom('activity')
      .selectAll()
      .where('id', '=', 3)
      .executeTakeFirstOrThrow();
    const hash = hashOfActivity({ ...row, actor: 'x' });
    expect(await findingsAfter(`update activity set actor = 'x', hash = '${hash}' where id = 3`)).toEqual([
      expect.stringMatching(/^entry 4 .* does not follow entry 3/),
    ]);
  });

  it('counts what it does not list', async () => {
    const copies = Array.from(
      { length: 30 },
      () => `insert into activity select id + 1, at, actor, operation, region_id, load_balancer_id, listener_port, before_json,
        after_json, outcome, code, message, request_id, duration_millis, from_address, null, run_id, process_id, previous_hash, hash, account, session_id, sluice_request_id, listener_protocol from activity order by id desc limit 1`,
    );
    await tamper(`update activity set actor = 'x'`, ...copies);
    const { findings, more } = await checked();
    expect(findings).toHaveLength(20);
    expect(more).toBeGreaterThanOrEqual(18);
  });

  it('says through its exit code what is wrong, and which entry', async () => {
    await tamper(`update activity set actor = 'x' where id = 3`);
    const { status, output } = command();
    expect(output).toMatch(/WRONG {2}entry 3 \(/);
    expect(status).toBe(1);
  });

  it('compares with a stored head, which later entries may follow', async () => {
    const kept = await headNow();
    await recordActivity({ ...writeOn(6), ...succeeded });
    expect(command('--expect-head', kept)).toMatchObject({
      status: 0,
      output: expect.stringContaining('1 entry was added since'),
    });

    await tamper(
      'delete from activity where id >= 8',
      onServer ? 'update activity_highest set id = 7' : 'update sqlite_sequence set seq = 7',
    );
    expect(command()).toMatchObject({ status: 0 });
    const { status, output } = command('--expect-head', kept);
    expect(output).toContain(`no entry has the hash ${kept}`);
    expect(status).toBe(1);
  });

  it('rejects invalid arguments, and a folder without an audit log', () => {
    expect(command('--expect-head', 'abc')).toMatchObject({ status: 1 });
    expect(command('--data', join(folder(), 'none')).output).toMatch(
      onServer ? /^--url requires/ : /^There is no audit log at/,
    );
  });
});
