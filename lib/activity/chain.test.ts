import { describe, expect, it, vi } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { tamper } from '@/lib/db/testing/tampering';
import { GENESIS, hashOfActivity } from '@/lib/db/activity-hash';
import { database } from '@/lib/db/database';
import { outsideRequest, withRequestId } from '@/lib/telemetry/request-id';
import { listActivity } from './list';
import { beginActivity, recordActivity } from './record';
import { writeOn, succeeded } from './testing/write';
import { entries, expectOneChain } from './testing/chain';
import { exitOf, forkTest } from './testing/fork';
import { inProgressAmong } from './in-progress';

dataFolder();

describe('the chain of the audit log', () => {
  it('contains intents, outcomes and rejections in the order in which they were written', async () => {
    const begun = await beginActivity({ ...writeOn(80), before: { Status: 'stopped' }, runId: 7 });
    await recordActivity({ ...writeOn(81), ...succeeded, outcome: 'refused', code: 'AclNotExist' });
    await begun.end({ ...succeeded, requestId: 'R-1' });
    expect((await entries()).map(({ outcome, begun_id }) => [outcome, begun_id])).toEqual([
      ['begun', null],
      ['refused', null],
      ['succeeded', 1],
    ]);
    await expectOneChain();
  });

  it('covers the account and the session of the entries that name them', async () => {
    await recordActivity({ ...writeOn(80), ...succeeded });
    const source = { account: 'production', sessionId: 'a1b2c3d4' };
    await recordActivity({ ...writeOn(81), ...succeeded, ...source });
    await (await beginActivity({ ...writeOn(82), ...source })).end(succeeded);
    await expectOneChain();
    expect(await listActivity({ limit: 10, filter: {} })).toMatchObject([source, source, {}]);
  });

  it('covers the request to Sluice that an entry comes from, and the intent and its outcome have the same', async () => {
    await recordActivity({ ...writeOn(80), ...succeeded });
    const begun = await withRequestId('request-17', () => beginActivity(writeOn(81)));
    await outsideRequest(() => begun.end(succeeded));
    await withRequestId('request-18', () =>
      outsideRequest(() => recordActivity({ ...writeOn(82), ...succeeded })),
    );
    await expectOneChain();
    expect((await entries()).map((entry) => entry.sluice_request_id)).toEqual([
      null,
      'request-17',
      'request-17',
      null,
    ]);
    const found = await listActivity({ limit: 10, filter: { text: 'request-17' } });
    expect(found.map(({ listenerPort }) => listenerPort)).toEqual([81]);
  });

  it('covers the protocol of a listener that is not TCP, in its intent and its outcome', async () => {
    await recordActivity({ ...writeOn(53), ...succeeded });
    await (await beginActivity({ ...writeOn(53), protocol: 'udp' })).end(succeeded);
    await expectOneChain();
    expect((await entries()).map((entry) => entry.listener_protocol)).toEqual([null, 'udp', 'udp']);
  });

  it('has hashes that other programs computed from its description, in each of its formats', () => {
    const first = {
      previous_hash: GENESIS,
      id: 1,
      at: '2026-11-30T00:00:00.000Z',
      actor: 'local',
      operation: 'StartLoadBalancerListener',
      region_id: 'cn-hangzhou',
      load_balancer_id: 'lb-1',
      listener_port: 80,
      before_json: 'null',
      after_json: '{"Description":"监听 \\"a\\""}',
      outcome: 'refused' as const,
      code: 'AclNotExist',
      message: null,
      request_id: null,
      duration_millis: 5,
      from_address: '127.0.0.1',
      begun_id: null,
      run_id: null,
      process_id: 'p',
    };
    expect([
      hashOfActivity(first),
      hashOfActivity({ ...first, account: null, session_id: 's' }),
      hashOfActivity({ ...first, sluice_request_id: 'r' }),
      hashOfActivity({ ...first, listener_protocol: 'udp' }),
    ]).toEqual([
      'fe64dc1bea09e3f8d6a0b62d887d8d20c7d93399e42a0a90cb9e09e7ed6935a5',
      '27217419880d607921abfbdbe18013e7f4310a6433b9509b9379da7fee840c57',
      '7c42a44419ba4fd3ef3179c2e107bada478c5f4cf5023ea2bb3453f349197ac6',
      '0218d3e897b39ba14fef0985e807a8a4a21cfdf6827759c947b927c8f1d12288',
    ]);
  });

  it('does not fork under many writers of one process and of another', async () => {
    await recordActivity({ ...writeOn(1), ...succeeded });
    const other = await forkTest('writer');
    let acknowledged = 0;
    const exit = exitOf(other);
    await new Promise<void>((resolve) => other.once('message', () => resolve()));
    other.on('message', () => (acknowledged += 1));
    await Promise.all(
      Array.from({ length: 60 }, async (_, port) => (await beginActivity(writeOn(port))).end(succeeded)),
    );
    await vi.waitUntil(() => acknowledged >= 5, { timeout: 20_000 });
    other.kill('SIGKILL');
    await exit;
    expect((await entries()).length).toBeGreaterThanOrEqual(121 + acknowledged);
    await expectOneChain();
  });

  it('rejects, in the database itself, an entry that does not follow the newest, and a second outcome', async () => {
    const begun = await beginActivity(writeOn(80));
    const open = await database();
    const [first] = await entries();
    if (!first) throw new Error('nothing was written');
    const again = { ...first, id: 2 };
    await expect(open.insertInto('activity').values(again).execute()).rejects.toThrow('append-only');
    await begun.end(succeeded);
    const [, outcome] = await entries();
    if (!outcome) throw new Error('no outcome was written');
    const second = { ...outcome, id: 3, previous_hash: outcome.hash };
    await expect(open.insertInto('activity').values(second).execute()).rejects.toThrow(/unique/i);
    await recordActivity({ ...writeOn(81), ...succeeded });
    await expectOneChain();
  });

  it('leaves a gap if the newest entries were removed', async () => {
    for (const port of [1, 2, 3]) await recordActivity({ ...writeOn(port), ...succeeded });
    await tamper('delete from activity where id = 3');
    await recordActivity({ ...writeOn(4), ...succeeded });
    expect((await entries()).map(({ id }) => id)).toEqual([1, 2, 4]);
  });

  it('keeps its times in order when the clock is set back, and normalizes what a database cannot store as it is', async () => {
    await recordActivity({ ...writeOn(1), ...succeeded });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2020-01-01T00:00:00Z') });
    await recordActivity({ ...writeOn(2), ...succeeded, message: 'half \ud800 and \0 zero' });
    vi.useRealTimers();
    const [first, second] = await entries();
    expect(second?.at).toBe(first?.at);
    await expectOneChain();
  });
});

describe('a write that began', () => {
  it('is one line, in progress, and then its outcome', async () => {
    const begun = await beginActivity({ ...writeOn(80), after: { Status: 'running' } });
    expect(await listActivity({ limit: 9 })).toMatchObject([
      { id: 1, begunId: 1, outcome: 'under-way', durationMillis: null },
    ]);
    expect(await inProgressAmong([1, 2])).toEqual([1]);
    await begun.end({ ...succeeded, requestId: 'R-1', durationMillis: 20 });
    expect(await inProgressAmong([1, 2])).toEqual([]);
    const lines = await listActivity({ limit: 9 });
    expect(lines).toMatchObject([
      {
        id: 2,
        begunId: 1,
        outcome: 'succeeded',
        after: { Status: 'running' },
        requestId: 'R-1',
        durationMillis: 20,
      },
    ]);
    expect(lines[0]?.begunAt).toBe((await entries())[0]?.at);
  });

  it('has an unknown outcome once its process was killed before the response', async () => {
    await database();
    const beginner = await forkTest('beginner');
    const exit = exitOf(beginner);
    await new Promise<void>((resolve) => beginner.once('message', () => resolve()));
    beginner.kill('SIGKILL');
    await exit;
    await recordActivity({ ...writeOn(80), ...succeeded });
    const lost = { id: 1, listenerPort: 443, outcome: 'unknown', code: 'Sluice.StoppedBeforeAnswer' };
    expect(await listActivity({ limit: 9 })).toMatchObject([{ id: 2 }, lost]);
    for (const filter of [
      { outcome: 'unknown' },
      { code: 'Sluice.StoppedBeforeAnswer' },
      { text: '443 stopp' },
    ] as const)
      expect(await listActivity({ limit: 9, filter })).toMatchObject([lost]);
    expect(await listActivity({ limit: 9, filter: { outcome: 'under-way' } })).toEqual([]);
  });
});
