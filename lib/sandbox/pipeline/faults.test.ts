import { beforeEach, describe, expect, test } from 'vitest';
import { listenerCalls } from '../testing/listener-calls';
import { EDGE, HANGZHOU, listAt, outcomeOf, testSandbox } from '../testing/test-sandbox';

const CREATE = 'CreateLoadBalancerTCPListener';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { create, countOn } = listenerCalls(() => sandbox);

const EXAMPLE = {
  RegionId: HANGZHOU,
  LoadBalancerId: EDGE,
  ListenerPort: 80,
  Bandwidth: -1,
  BackendServerPort: 80,
};

async function fault(body: Record<string, unknown>): Promise<void> {
  const reply = await sandbox.control('POST', 'faults', body);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
}

describe('a fault', () => {
  test('drop-before cuts the connection and changes nothing', async () => {
    await fault({ action: CREATE, count: 1, kind: 'drop-before' });
    expect(await sandbox.tryCall(CREATE, EXAMPLE)).toBeNull();
    expect(await countOn(EDGE)).toBe(8);
    expect(outcomeOf(await create())).toBe('done');
  });

  test('drop-after cuts the connection when the listener already stands', async () => {
    await fault({ action: CREATE, count: 1, kind: 'drop-after' });
    expect(await sandbox.tryCall(CREATE, EXAMPLE)).toBeNull();
    expect(await countOn(EDGE)).toBe(9);
    expect(outcomeOf(await create())).toEqual([
      400,
      'ListenerAlreadyExists',
      'A listener with the specified port already exists',
    ]);
  });

  test('error-5xx answers 503 and changes nothing', async () => {
    await fault({ action: CREATE, count: 1, kind: 'error-5xx' });
    expect(outcomeOf(await create())).toEqual([
      503,
      'ServiceUnavailable',
      'The request has failed due to a temporary failure of the server.',
    ]);
    expect(await countOn(EDGE)).toBe(8);
  });

  test('throttle answers 400 with the milliseconds to wait', async () => {
    await fault({ action: CREATE, count: 1, kind: 'throttle' });
    const reply = await create();
    expect(outcomeOf(reply)).toEqual([
      400,
      'Throttling.User',
      'Request was denied due to user flow control.',
    ]);
    expect(reply.headers['x-acs-retry-after']).toBe('1000');
  });

  test('latency answers late, and answers right', async () => {
    await fault({ action: CREATE, count: 1, kind: 'latency', millis: 60 });
    const startedAt = performance.now();
    expect(outcomeOf(await create())).toBe('done');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55);
  });

  test('latency that a reset overtakes drops its call, which changes nothing and is in no log', async () => {
    await fault({ action: CREATE, count: 1, kind: 'latency', millis: 200 });
    const late = sandbox.tryCall(CREATE, EXAMPLE);
    await sandbox.call('DescribeRegions');
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    expect(await late).toBeNull();
    expect(await countOn(EDGE)).toBe(8);
    const { body } = await sandbox.control('GET', 'requests');
    expect(JSON.stringify(body)).not.toContain(CREATE);
  });

  test('late cuts the connection at once, and does it all the same when its time has come', async () => {
    await fault({ action: CREATE, count: 1, kind: 'late', millis: 300 });
    expect(await sandbox.tryCall(CREATE, EXAMPLE)).toBeNull();
    expect(await countOn(EDGE)).toBe(8);
    await expect.poll(() => countOn(EDGE), { timeout: 5_000 }).toBe(9);
    const log = await sandbox.control('GET', 'requests');
    expect(listAt(log.body, 'requests')).toContainEqual(
      expect.objectContaining({ action: CREATE, httpStatus: null }),
    );
  });

  test('truncated-body breaks off an answer that was executed', async () => {
    await fault({ action: CREATE, count: 1, kind: 'truncated-body' });
    await expect(sandbox.tryCall(CREATE, EXAMPLE)).rejects.toThrow('aborted');
    expect(await countOn(EDGE)).toBe(9);
  });

  test('other-request-id answers another RequestId than the log and the header have', async () => {
    await fault({ action: 'DescribeRegions', count: 1, kind: 'other-request-id' });
    const reply = await sandbox.call('DescribeRegions');
    const log = await sandbox.control('GET', 'requests');
    const logged = listAt(log.body, 'requests')[0]?.requestId;
    expect(reply.headers['x-acs-request-id']).toBe(logged);
    expect(reply.body.RequestId).not.toBe(logged);
  });

  test('meets its share of the calls, evenly spread, until it is cleared or its count is over', async () => {
    const statuses = async (calls: number) => {
      const seen = [];
      for (let index = 0; index < calls; index += 1)
        seen.push((await sandbox.call('DescribeRegions')).status);
      return seen;
    };
    await fault({ action: 'DescribeRegions', share: 0.25, kind: 'error-5xx' });
    expect(await statuses(8)).toEqual([200, 200, 200, 503, 200, 200, 200, 503]);
    await sandbox.control('DELETE', 'faults');
    await fault({ action: 'DescribeRegions', share: 0.5, count: 1, kind: 'error-5xx' });
    expect(await statuses(4)).toEqual([200, 503, 200, 200]);
  });

  test('meets only its action and its region, as often as it says, the oldest first', async () => {
    await fault({ action: 'StopLoadBalancerListener', count: 1, kind: 'error-5xx' });
    await fault({ action: CREATE, regionId: 'cn-shanghai', count: 1, kind: 'error-5xx' });
    await fault({ action: CREATE, count: 2, kind: 'error', code: 'ServiceIsConfiguring' });
    await fault({ action: '*', count: 1, kind: 'throttle' });
    const codes = [];
    for (let attempt = 0; attempt < 4; attempt += 1) codes.push((await create()).body.Code);
    expect(codes).toEqual(['ServiceIsConfiguring', 'ServiceIsConfiguring', 'Throttling.User', undefined]);
  });

  test('waits for a caller who is known', async () => {
    await fault({ action: 'DescribeRegions', count: 1, kind: 'error-5xx' });
    const stranger = await sandbox.callV1('DescribeRegions', {}, {}, { secret: 'guess' });
    expect(stranger.status).toBe(400);
    expect((await sandbox.call('DescribeRegions')).status).toBe(503);
  });

  test('is forgotten on demand', async () => {
    await fault({ action: CREATE, count: 5, kind: 'error-5xx' });
    expect((await sandbox.control('DELETE', 'faults')).body).toEqual({ ok: true });
    expect(outcomeOf(await create())).toBe('done');
  });

  test.each([
    [{ action: CREATE, count: 1, kind: 'explode' }],
    [{ action: CREATE, count: 0, kind: 'drop-after' }],
    [{ action: CREATE, kind: 'drop-after' }],
    [{ action: CREATE, share: 1.1, kind: 'drop-after' }],
    [{ action: CREATE, share: 0, kind: 'drop-after' }],
    [{ action: CREATE, count: 1, kind: 'latency' }],
    [{ action: CREATE, count: 1, kind: 'late' }],
    [{ action: CREATE, count: 1, kind: 'error', code: 'ListenerAlreadyExists' }],
    [{ action: CREATE, count: 1, kind: 'error' }],
    [{ action: CREATE, count: 1, kind: 'throttle', when: 'now' }],
  ])('that makes no sense is rejected: %o', async (body) => {
    expect((await sandbox.control('POST', 'faults', body)).status).toBe(400);
    expect(outcomeOf(await create())).toBe('done');
  });
});

describe('the published throttle', () => {
  test('lets ninety creations through in sixty seconds, and says how long to wait', async () => {
    await sandbox.control('POST', 'settings', { throttle: 'published' });
    const attempt = () => sandbox.call(CREATE, { ...EXAMPLE, Bandwidth: 0 });
    const first = await Promise.all(Array.from({ length: 90 }, attempt));
    expect(new Set(first.map((reply) => reply.body.Code))).toEqual(new Set(['InvalidParameter']));
    sandbox.clock.millis += 20_000;
    const rejected = await create();
    expect(outcomeOf(rejected)).toEqual([
      400,
      'Throttling.User',
      'Request was denied due to user flow control.',
    ]);
    expect(rejected.headers['x-acs-retry-after']).toBe('40000');
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
    sandbox.clock.millis += 40_000;
    expect(outcomeOf(await create())).toBe('done');
  });

  test('is off unless it is switched on', async () => {
    const attempts = Array.from({ length: 91 }, () => sandbox.call(CREATE, { ...EXAMPLE, Bandwidth: 0 }));
    expect(new Set((await Promise.all(attempts)).map((reply) => reply.body.Code))).toEqual(
      new Set(['InvalidParameter']),
    );
  });
});

test('the log tells dropped from answered', async () => {
  await fault({ action: CREATE, count: 1, kind: 'drop-after' });
  await sandbox.tryCall(CREATE, EXAMPLE);
  await create();
  const { body } = await sandbox.control('GET', 'requests');
  expect(listAt(body, 'requests')).toMatchObject([
    { action: CREATE, httpStatus: null, code: null },
    { action: CREATE, httpStatus: 400, code: 'ListenerAlreadyExists' },
  ]);
});
