import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPerson } from '@/lib/auth/testing/people-world';
import { limitsJson } from '@/lib/auth/people';
import { database } from '@/lib/db/database';
import { forgetConfig } from '@/lib/config';
import { actorOf, noLimits } from '@/lib/model/actor';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { actor, example, newestActivity, ssh } from '@/lib/listeners/testing/example';
import { changeListener } from './change-listener';
import { createListener } from './create-listener';
import { updateListener } from './update-listener';

const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => connectTo(sandbox.port));
afterEach(() => {
  delete process.env['SLUICE_READ_ONLY'];
  forgetConfig();
});

const stranger = actorOf(
  { id: 'gone', name: 'Gone', email: 'gone@example.com', role: 'admin', limits: noLimits },
  { from: '192.0.2.1', sessionId: 's-1' },
);
const edit = { listener: ssh, set: { Scheduler: 'wlc' }, expected: null };

async function requestedActions(): Promise<(string | null)[]> {
  return (await sandbox.requests()).map(({ action }) => action);
}

describe('a write', () => {
  it('is rejected and recorded, without a call, if the person is not there any more, whatever they could before', async () => {
    const error = {
      code: 'Sluice.NotPermitted',
      message: 'The user is disabled.',
      explanation: 'Sluice_Disabled',
    };
    expect(await changeListener('stop', ssh, stranger)).toMatchObject({ ok: false, error });
    expect(await newestActivity()).toMatchObject({
      actor: 'gone@example.com',
      from: '192.0.2.1',
      operation: 'StopLoadBalancerListener',
      outcome: 'refused',
      code: 'Sluice.NotPermitted',
    });
    expect(await createListener(example(), stranger)).toMatchObject({ ok: false, error });
    expect(await updateListener(edit, stranger)).toMatchObject({ kind: 'refused', error });
    expect(await requestedActions()).toEqual([]);
  });

  it('is judged by what the person may do now, and only where their limits let them', async () => {
    const person = await addPerson('ops@example.com');
    const limits = { ...noLimits, regions: ['cn-*'], instances: ['lb-elsewhere'] };
    const open = await database();
    const update = (values: { limits_json?: string | null; role?: string }) =>
      open.updateTable('people').set(values).where('id', '=', person.id).execute();
    const as = actorOf(person, { from: null, sessionId: 's-1' });

    await update({ limits_json: limitsJson(limits) });
    expect(await changeListener('stop', ssh, as)).toMatchObject({
      error: { code: 'Sluice.NotPermitted', explanation: 'Sluice_LimitInstance' },
    });
    await update({ limits_json: null, role: 'viewer' });
    expect(await updateListener(edit, as)).toMatchObject({
      error: { code: 'Sluice.NotPermitted', explanation: 'Sluice_NotOperator' },
    });
    expect(await requestedActions()).toEqual([]);
    await update({ role: 'operator' });
    expect(await changeListener('stop', ssh, as)).toMatchObject({ ok: true });
    expect(await newestActivity()).toMatchObject({ actor: 'ops@example.com', sessionId: 's-1' });
  });

  it('does not start what was created if the person was disabled meanwhile', async () => {
    const person = await addPerson('ops@example.com');
    await sandbox.fault({
      action: 'CreateLoadBalancerTCPListener',
      kind: 'latency',
      millis: 1_000,
      count: 1,
    });
    const creating = createListener(
      example({ startAfterCreate: true }),
      actorOf(person, { from: null, sessionId: 's-1' }),
    );
    const open = await database();
    // The intent is on disk before the call leaves.
    await expect.poll(() => open.selectFrom('activity').select('id').execute()).toHaveLength(1);
    await open
      .updateTable('people')
      .set({ disabled_at: '2026-01-01T00:00:00.000Z' })
      .where('id', '=', person.id)
      .execute();
    expect(await creating).toMatchObject({
      ok: true,
      start: { requested: true, ok: false, error: { code: 'Sluice.NotPermitted' } },
    });
    expect(await requestedActions()).not.toContain('StartLoadBalancerListener');
  });

  it('is rejected for everybody while Sluice is read-only', async () => {
    process.env['SLUICE_READ_ONLY'] = '1';
    forgetConfig();
    const error = { code: 'Sluice.ReadOnly' };
    expect(await changeListener('delete', ssh, actor)).toMatchObject({ ok: false, error });
    expect(await createListener(example(), actor)).toMatchObject({ ok: false, error });
    expect(await updateListener(edit, actor)).toMatchObject({ kind: 'refused', error });
    expect(await newestActivity()).toMatchObject({
      actor: 'local',
      outcome: 'refused',
      code: 'Sluice.ReadOnly',
    });
    expect(await requestedActions()).toEqual([]);
  });
});
