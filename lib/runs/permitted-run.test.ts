import { describe, expect, it } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { addPerson } from '@/lib/auth/testing/people-world';
import { limitsJson } from '@/lib/auth/people';
import { database } from '@/lib/db/database';
import { actorOf, noLimits, type Person } from '@/lib/model/actor';
import { executeRuns } from './executor';
import { readRun, readRunRows } from './read-runs';
import { startRun } from './start-run';
import { runningListeners } from './testing/many-listeners';
import { runsWorld, until } from './testing/runs-world';
import { writeRun } from './write-run';

const STOP = 'StopLoadBalancerListener';
const world = runsWorld();

const as = (person: Person) => actorOf(person, { from: '192.0.2.1', sessionId: 's-1' });

async function change(
  person: Person,
  values: { disabled_at?: string; role?: string; limits_json?: string | null },
) {
  await (await database()).updateTable('people').set(values).where('id', '=', person.id).execute();
}

describe('a run of a person', { timeout: 60_000 }, () => {
  it('makes no call once that person is disabled, says why, and leaves its rows to be run by others', async () => {
    const person = await addPerson('ops@example.com');
    const rows = await runningListeners(3, 1);
    const runId = await writeRun({ kind: 'stop', rows, actor: as(person) });
    await change(person, { disabled_at: new Date().toISOString() });
    await executeRuns();

    expect(await world.carriedOut(STOP)).toEqual(new Set());
    expect(await readRun(runId)).toMatchObject({
      actor: 'ops@example.com',
      stoppedBecause: 'disabled',
      endedAt: expect.any(String),
      counts: { cancelled: 3 },
    });
    expect(await listActivity({ limit: 1, filter: { runId } })).toMatchObject([
      { actor: 'ops@example.com', sessionId: 's-1', outcome: 'refused', code: 'Sluice.NotPermitted' },
    ]);
  });

  it('stops in the middle if the role is taken away: what was done stays done', async () => {
    const person = await addPerson('ops@example.com');
    const rows = await runningListeners(2, 10);
    await world.sandbox().fault({ action: STOP, kind: 'latency', millis: 60, share: 1 });
    const runId = await startRun({ kind: 'stop', rows, actor: as(person) });
    await until(runId, ({ done = 0, accepted = 0 }) => done + accepted > 0);
    await change(person, { role: 'viewer' });
    await executeRuns();

    const run = await readRun(runId);
    expect(run).toMatchObject({ stoppedBecause: 'not-operator', endedAt: expect.any(String) });
    expect(run?.counts.cancelled).toBeGreaterThan(0);
    expect((await world.carriedOut(STOP)).size).toBe(run?.counts.done);
  });

  it('leaves out what new limits exclude, and goes on with the rest', async () => {
    const person = await addPerson('ops@example.com');
    const [first, second] = await runningListeners(2, 1);
    if (first === undefined || second === undefined) throw new Error('too few');
    const runId = await writeRun({ kind: 'stop', rows: [first, second], actor: as(person) });
    const limits = { ...noLimits, instances: [second.listener.loadBalancerId] };
    await change(person, { limits_json: limitsJson(limits) });
    await executeRuns();

    expect(await readRun(runId)).toMatchObject({ stoppedBecause: null, counts: { skipped: 1, done: 1 } });
    expect(await readRunRows({ runId, states: ['skipped'], limit: 9 })).toMatchObject([
      { listener: first.listener, blockReason: 'limit-instance' },
    ]);
  });
});
