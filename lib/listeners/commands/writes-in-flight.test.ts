import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { changeListener } from './change-listener';
import { actor, newestActivity, ssh } from '@/lib/listeners/testing/example';
import {
  acceptWritesAgain,
  listWritesInFlight,
  stopAcceptingWrites,
  whenWritesSettled,
  writesInFlight,
} from './writes-in-flight';

/** What a stopping process knows about the writes it has sent, with the real client and the real sandbox. */

const STOP = 'StopLoadBalancerListener';
const HORIZON_MILLIS = 20_000;

const sandbox = sandboxWorld();
beforeEach(() => connectTo(sandbox.port, { writeHorizonMillis: HORIZON_MILLIS }));
afterEach(acceptWritesAgain);

describe('a process that is stopping', () => {
  it('waits for the writes in flight, reports until when, and sends no more', async () => {
    const startedMillis = Date.now();
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 700, count: 1 });
    const pending = changeListener('stop', ssh, actor);
    await vi.waitUntil(() => writesInFlight().count === 1, { timeout: 10_000, interval: 5 });
    expect(listWritesInFlight()).toMatchObject([{ listener: ssh, operation: STOP }]);
    expect(writesInFlight().untilMillis).toBeGreaterThanOrEqual(startedMillis + HORIZON_MILLIS);
    stopAcceptingWrites();
    const rejected = changeListener('delete', { ...ssh, listenerPort: 443 }, actor);
    await whenWritesSettled(Date.now() + 10_000);
    expect(writesInFlight()).toEqual({ count: 0, untilMillis: null });
    expect(await pending).toMatchObject({ ok: true });
    expect(await rejected).toMatchObject({
      ok: false,
      error: { code: 'Sluice.Stopping', outcome: 'not-done' },
    });
    expect(await sandbox.requests('DeleteLoadBalancerListener')).toEqual([]);
  });

  it('records writes without a response by its deadline as unknown', async () => {
    await sandbox.fault({ action: STOP, kind: 'latency', millis: 1500, count: 1 });
    const pending = changeListener('stop', ssh, actor);
    await vi.waitUntil(() => writesInFlight().count === 1, { timeout: 10_000, interval: 5 });
    stopAcceptingWrites();
    await whenWritesSettled(Date.now() + 300);
    expect(await newestActivity()).toMatchObject({ operation: STOP, outcome: 'unknown' });
    expect(await pending).toMatchObject({ ok: false, error: { outcome: 'unknown' } });
    // What was sent arrives; it must not reach the next test.
    await expect.poll(() => sandbox.requests(STOP), { timeout: 5_000 }).toHaveLength(1);
  });
});
