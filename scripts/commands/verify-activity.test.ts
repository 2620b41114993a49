import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginActivity, recordActivity } from '@/lib/activity/record';
import { writeOn, succeeded } from '@/lib/activity/testing/write';
import { forgetConfig } from '@/lib/config';
import { hashOfActivity } from '@/lib/db/activity-hash';
import { closeDatabase } from '@/lib/db/database';
import { checkActivity } from '../lib/activity-chain.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-verify-'));
  vi.stubEnv('SLUICE_DATA_DIR', folder);
  forgetConfig();
  await recordActivity({ ...writeOn(1), ...succeeded, outcome: 'refused', code: 'AclNotExist' });
  for (const port of [2, 3, 4])
    await (
      await beginActivity({ ...writeOn(port), after: { Description: '监听 "\n' }, runId: port })
    ).end(succeeded);
  const source = { account: 'production', sessionId: 'a1b2c3d4', sluiceRequestId: 'request-17' };
  await beginActivity({ ...writeOn(5), ...source });
});

afterEach(async () => {
  await closeDatabase();
  vi.unstubAllEnvs();
  forgetConfig();
  await rm(folder, { recursive: true, force: true });
});

/** Like somebody with access to the file, who has removed the triggers that protect the log. */
function tamper(statements: string): Libsql.Database {
  const raw = new Libsql(join(folder, 'sluice.db'));
  for (const trigger of ['update', 'delete', 'replace'])
    raw.exec(`drop trigger if exists activity_refuses_${trigger}`);
  raw.exec(statements);
  return raw;
}

function findingsAfter(statements: string): string[] {
  return checkActivity(tamper(statements)).findings;
}

function command(...args: string[]) {
  const script = fileURLToPath(new URL('../verify-activity.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--data', folder, ...args], {
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const headNow = () => checkActivity(new Libsql(join(folder, 'sluice.db'))).head;

describe('verify-activity', () => {
  it('passes an audit log as it was written, while Sluice has it open, and says what it cannot detect', async () => {
    const { status, output } = command();
    expect(output).toMatch(/^8 entries in .*sluice\.db\nhead [0-9a-f]{64}\n1 begun without an outcome/);
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
    ['a changed state', `update activity set after_json = '{}' where id = 2`, /^entry 2 \(.*was changed/],
    ['a changed hash', `update activity set hash = previous_hash where id = 4`, /^entry 4 \(.*was changed/],
    ['a removed entry', 'delete from activity where id = 4', /^entry 4 is missing before entry 5/],
    ['removed entries', 'delete from activity where id in (1, 2)', /^entries 1 to 2 are missing before/],
    ['newest entries removed', 'delete from activity where id > 6', /^entries 7 to 8 are missing at the end/],
  ])('finds %s', (_what, statements, finding) => {
    expect(findingsAfter(statements)[0]).toMatch(finding);
  });

  it('finds two entries that were swapped', () => {
    const findings = findingsAfter(
      'update activity set id = 100 where id = 4; update activity set id = 4 where id = 6; update activity set id = 6 where id = 100',
    );
    expect(findings[0]).toMatch(/^entry 4 \(.*it was written as entry 6/);
    expect(findings[2]).toMatch(/^entry 6 \(.*it was written as entry 4/);
  });

  it('finds an inserted entry, and that the later ones were moved for it', () => {
    const findings = findingsAfter(`
      create table moved as select * from activity where id > 4;
      delete from activity where id > 4;
      update moved set id = id + 1;
      insert into moved select 5, at, 'intruder', operation, region_id, load_balancer_id, listener_port, before_json, after_json, 'refused',
        code, message, request_id, duration_millis, from_address, null, run_id, process_id, previous_hash, hash, account, session_id, sluice_request_id from activity where id = 4;
      insert into activity select * from moved order by id;`);
    expect(findings[0]).toMatch(/^entry 5 \(.*was changed/);
    expect(findings.slice(1).filter((finding) => /written as entry [567]/.test(finding))).toHaveLength(3);
  });

  it('finds an entry that was changed together with its hash, from the one that follows it', () => {
    const raw = tamper('');
    const [row] = raw.prepare('select * from activity where id = 3').all() as Parameters<
      typeof hashOfActivity
    >[0][];
    if (!row) throw new Error('there is no such entry');
    raw
      .prepare(`update activity set actor = 'x', hash = ? where id = 3`)
      .run(hashOfActivity({ ...row, actor: 'x' }));
    expect(checkActivity(raw).findings).toEqual([
      expect.stringMatching(/^entry 4 .* does not follow entry 3/),
    ]);
  });

  it('counts what it does not list', () => {
    const raw = tamper(`update activity set actor = 'x'`);
    for (let port = 10; port < 40; port += 1)
      raw.exec(`insert into activity select max(id) + 1, at, actor, operation, region_id, load_balancer_id, listener_port, before_json,
        after_json, outcome, code, message, request_id, duration_millis, from_address, null, run_id, process_id, previous_hash, hash, account, session_id, sluice_request_id from activity`);
    const { findings, more } = checkActivity(raw);
    expect(findings).toHaveLength(20);
    expect(more).toBeGreaterThanOrEqual(18);
  });

  it('says through its exit code what is wrong, and which entry', () => {
    tamper(`update activity set actor = 'x' where id = 3`).close();
    const { status, output } = command();
    expect(output).toMatch(/WRONG {2}entry 3 \(/);
    expect(status).toBe(1);
  });

  it('compares with a stored head, which later entries may follow', async () => {
    const kept = headNow();
    await recordActivity({ ...writeOn(6), ...succeeded });
    expect(command('--expect-head', kept)).toMatchObject({
      status: 0,
      output: expect.stringContaining('1 entry was added since'),
    });

    tamper(`delete from activity where id >= 8; update sqlite_sequence set seq = 7`).close();
    expect(command()).toMatchObject({ status: 0 });
    const { status, output } = command('--expect-head', kept);
    expect(output).toContain(`no entry has the hash ${kept}`);
    expect(status).toBe(1);
  });

  it('rejects invalid arguments, and a folder without an audit log', () => {
    expect(command('--expect-head', 'abc')).toMatchObject({ status: 1 });
    expect(command('--data', join(folder, 'none')).output).toMatch(/^There is no audit log at/);
  });
});
