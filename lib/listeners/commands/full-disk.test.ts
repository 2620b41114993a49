import { beforeEach, describe, expect, it } from 'vitest';
import { listActivity } from '@/lib/activity/list';
import { appendPostponed, postponedCount } from '@/lib/activity/postponed';
import { beginActivity } from '@/lib/activity/record';
import { listUnsettledWrites } from '@/lib/activity/unsettled-writes';
import { isStorageFailure, storageProblem } from '@/lib/db/storage';
import { fillDisk } from '@/lib/db/testing/full-disk';
import { readHealth } from '@/lib/inventory/health';
import { connectionIdentity } from '@/lib/inventory/connection';
import { recordObservation } from '@/lib/inventory/health-observations';
import { forgetInventory } from '@/lib/inventory/inventory';
import { readOverview } from '@/lib/inventory/overview';
import { settled } from '@/lib/inventory/testing/world';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { changeListener } from './change-listener';
import type { ChangeOutcome } from '@/lib/model/outcome';
import { saveView } from '@/lib/listeners/list/saved-views';
import { localActor } from '@/lib/model/actor';

/** The real client, sandbox and database; the database cannot grow any further. */

const sandbox = sandboxWorld({ folderPer: 'test' });
const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5', listenerPort: 443 };
const actor = localActor(null);
const intent = { ...key, actor: 'local', operation: 'StopLoadBalancerListener', from: null };
const LONG = 'x'.repeat(20_000);

beforeEach(async () => {
  forgetInventory();
  connectTo(sandbox.port);
  await sandbox.settings({ transitionMillis: 0 });
});

/** An instance with more servers than fit. */
const manyServers = new Map([
  [
    443,
    Array.from({ length: 500 }, (_, index) => ({
      listenerPort: 443,
      protocol: 'tcp',
      serverId: `i-${index}`,
      serverIp: '10.0.0.1',
      port: 80,
      status: 'normal',
    })),
  ],
]);

describe('on a full disk', () => {
  it('listeners and their health are read, and observations are shown though they cannot be stored', async () => {
    await changeListener('start', key, actor);
    const { makeRoom } = await fillDisk();
    const regions = await readOverview([key.regionId], { patienceMillis: 20_000 });
    await settled();
    expect(regions).toMatchObject([{ state: 'read' }]);
    expect(await readHealth(key)).toMatchObject({ ok: true, value: { checked: true } });
    const observation = { connection: await connectionIdentity(), instance: key, found: manyServers };
    const observed = await recordObservation({ ...observation, atMillis: Date.now() });
    expect(observed.get(443)).toHaveLength(500);
    expect(storageProblem()).toMatchObject({ kind: 'full' });
    const query = `?q=${Array.from({ length: 300 }, (_, index) => `w${index}`).join(' ')}`;
    const views = [];
    for (let count = 0; count < 20; count += 1)
      views.push(await saveView(actor, { name: `${count}`, query }));
    expect(views.at(-1)).toEqual({ ok: false, problem: 'not-stored' });

    await makeRoom();
    await readOverview([key.regionId]);
    expect((await recordObservation({ ...observation, atMillis: Date.now() })).get(443)).toHaveLength(500);
    expect(storageProblem()).toBeNull();
  });

  it('no write is sent whose intent cannot be recorded: it is rejected, and the rejection is recorded when there is room', async () => {
    const { makeRoom } = await fillDisk();
    // Some allocated pages have room left. The last write is executed and reported although its outcome could not be
    // recorded.
    const done: ChangeOutcome[] = [];
    let rejection: ChangeOutcome | null = null;
    while (rejection === null && done.length < 100) {
      const outcome = await changeListener(done.length % 2 === 0 ? 'stop' : 'start', key, actor);
      if (outcome.ok) done.push(outcome);
      else rejection = outcome;
    }
    expect(rejection).toMatchObject({ ok: false, error: { code: 'Sluice.DiskFull', outcome: 'not-done' } });
    const writes = [
      ...(await sandbox.requests('StopLoadBalancerListener')),
      ...(await sandbox.requests('StartLoadBalancerListener')),
    ];
    expect(writes).toHaveLength(done.length);

    await makeRoom();
    await appendPostponed();
    expect(postponedCount()).toBe(0);
    const kept = await listActivity({ limit: 200 });
    expect(kept[0]).toMatchObject({ outcome: 'refused', code: 'Sluice.DiskFull' });
    expect(kept.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(done.length);
    expect(kept).toHaveLength(done.length + 1);
  });

  it("SLB's result is reported, and recorded in order and with its time when there is room again", async () => {
    const awaited = { connection: 'cloud LTAI', horizonMillis: 60_000 };
    const first = await beginActivity({ ...intent, before: null, after: null }, awaited);
    const second = await beginActivity({ ...intent, before: null, after: null }, awaited);
    const { makeRoom } = await fillDisk();
    const long = { code: 'Long', message: LONG, requestId: 'R-1', durationMillis: 1 };
    await first.end({ ...long, outcome: 'refused' });
    await second.end({ ...long, outcome: 'succeeded', message: null });
    const doneAt = new Date().toISOString();
    expect(postponedCount()).toBe(2);
    await expect(beginActivity({ ...intent, before: null, after: null })).rejects.toSatisfy(isStorageFailure);
    expect((await listActivity({ limit: 2 })).map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'refused',
    ]);
    expect(await listUnsettledWrites({ endpoint: 'cloud' })).toEqual([]);

    await makeRoom();
    await beginActivity({ ...intent, before: null, after: null });
    expect(postponedCount()).toBe(0);
    const lines = await listActivity({ limit: 3 });
    expect(lines.map(({ outcome, begunId }) => [outcome, begunId])).toEqual([
      ['under-way', expect.any(Number)],
      ['succeeded', second.id],
      ['refused', first.id],
    ]);
    expect(lines[1]?.at.localeCompare(doneAt)).toBeLessThanOrEqual(0);
  });
});
