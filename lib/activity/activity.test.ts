import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { closeDatabase, database } from '@/lib/db/database';
import { readActivity } from './entry';
import { exportActivity } from './export';
import { listActivity } from './list';
import { recordActivity, type ActivityEntry } from './record';
import { exitOf, forkTest } from './testing/fork';

dataFolder();

const entry: ActivityEntry = {
  actor: 'local',
  operation: 'CreateLoadBalancerTCPListener',
  regionId: 'cn-hangzhou',
  loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
  listenerPort: 80,
  before: null,
  after: { Description: '监听', Bandwidth: -1, nested: { list: [1, null] } },
  outcome: 'succeeded',
  code: null,
  message: null,
  requestId: '365F4154-92F6-4AE4-92F8-7FF34B540710',
  durationMillis: 12.6,
  from: '127.0.0.1',
};

describe('the audit log', () => {
  it('returns what was recorded', async () => {
    const earliest = Date.now();
    await recordActivity(entry);
    const [recorded] = await listActivity({ limit: 10 });
    expect(recorded).toEqual({
      ...entry,
      account: null,
      sessionId: null,
      sluiceRequestId: null,
      durationMillis: 13,
      settledAs: null,
      settledAt: null,
      id: 1,
      at: expect.any(String),
      begunId: null,
      begunAt: null,
      runId: null,
    });
    expect(Date.parse(recorded?.at ?? '')).toBeGreaterThanOrEqual(earliest);
  });

  it('keeps a rejection with its code and an undefined state as none', async () => {
    const rejection = { outcome: 'refused', code: 'AclNotExist', message: 'Acl does not exist.' } as const;
    await recordActivity({ ...entry, ...rejection, before: undefined, from: null });
    expect(await listActivity({ limit: 1 })).toMatchObject([{ ...rejection, before: null, from: null }]);
  });

  it('uses one name for the check interval, also for older entries, and leaves those as they are', async () => {
    const older = { Bandwidth: '5', healthCheckInterval: '2' };
    await recordActivity({ ...entry, before: older, after: { ...older, healthCheckInterval: '9' } });
    const before = { Bandwidth: '5', HealthCheckInterval: '2' };
    const returned = { before, after: { ...before, HealthCheckInterval: '9' } };
    expect(await listActivity({ limit: 1 })).toMatchObject([returned]);
    expect((await readActivity(1))?.line).toMatchObject(returned);
    let csv = '';
    for await (const piece of exportActivity({}, 'csv')) csv += piece;
    expect(csv).toContain('""HealthCheckInterval"":""9""');
    const kept = await (await database()).selectFrom('activity').select('before_json').execute();
    expect(kept).toEqual([{ before_json: JSON.stringify(older) }]);
  });

  it('lists the newest first, page by page', async () => {
    for (const listenerPort of [1, 2, 3, 4, 5]) await recordActivity({ ...entry, listenerPort });
    const first = await listActivity({ limit: 2 });
    expect(first.map((recorded) => recorded.listenerPort)).toEqual([5, 4]);
    const next = await listActivity({ limit: 2, beforeId: first.at(-1)?.id });
    expect(next.map((recorded) => recorded.listenerPort)).toEqual([3, 2]);
  });

  it.each([
    ['changed', sql`update activity set actor = 'somebody else'`],
    ['removed', sql`delete from activity`],
    [
      'replaced',
      sql`insert into activity select * from activity where true on conflict (id) do update set actor = 'x'`,
    ],
  ])('cannot be %s', async (_how, statement) => {
    await recordActivity(entry);
    const open = await database();
    await expect(statement.execute(open)).rejects.toThrow('append-only');
    expect(await listActivity({ limit: 10 })).toMatchObject([{ id: 1, actor: 'local' }]);
  });

  it('survives the process that wrote it, and is found again', async () => {
    await recordActivity(entry);
    await closeDatabase();
    await recordActivity({ ...entry, listenerPort: 81 });
    expect((await listActivity({ limit: 10 })).map((recorded) => recorded.id)).toEqual([2, 1]);
  });

  it('has every entry that was acknowledged before a kill -9', async () => {
    const writer = await forkTest('writer');
    let acknowledged = 0;
    writer.on('message', () => {
      acknowledged += 1;
      if (acknowledged === 50) writer.kill('SIGKILL');
    });
    await exitOf(writer);
    expect(acknowledged).toBeGreaterThanOrEqual(50);
    expect((await listActivity({ limit: 100_000 })).length).toBeGreaterThanOrEqual(acknowledged);
  });
});
