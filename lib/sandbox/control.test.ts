import { beforeEach, describe, expect, test } from 'vitest';
import { listenerCalls } from './testing/listener-calls';
import { commonV1, queryOf, signatureV1 } from './testing/sign';
import { EDGE, HANGZHOU, KEY_ID, KEY_SECRET, listAt, outcomeOf, testSandbox } from './testing/test-sandbox';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { create, read, countOn } = listenerCalls(() => sandbox);

describe('reset', () => {
  test('brings back the demo data, whatever was done to them', async () => {
    expect(outcomeOf(await create())).toBe('done');
    expect((await sandbox.control('POST', 'reset', { seed: 'demo' })).body).toEqual({ ok: true });
    expect(await countOn(EDGE)).toBe(8);
  });

  test('leaves nothing with the empty seed, but the regions', async () => {
    await sandbox.control('POST', 'reset', { seed: 'empty' });
    const list = await sandbox.call('DescribeLoadBalancers', { RegionId: HANGZHOU });
    expect(list.body.TotalCount).toBe(0);
    const acls = await sandbox.call('DescribeAccessControlLists', { RegionId: HANGZHOU });
    expect(acls.body.TotalCount).toBe(0);
    expect(await countOn(EDGE)).toBe(0);
    expect(listAt((await sandbox.call('DescribeRegions')).body, 'Regions', 'Region')).toHaveLength(37);
  });

  test('puts settings, faults and log back, and keeps nonces used', async () => {
    const nonce = { SignatureNonce: 'before-reset' };
    await sandbox.callV1('DescribeRegions', {}, nonce);
    await sandbox.control('POST', 'settings', {
      transitionMillis: 3000,
      edition: 'current',
    });
    await sandbox.control('POST', 'faults', { action: '*', count: 9, kind: 'error-5xx' });
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    expect((await sandbox.control('GET', 'requests')).body).toEqual({ requests: [] });
    const settings = await sandbox.control('POST', 'settings', {});
    expect(settings.body).toEqual({
      ok: true,
      settings: {
        edition: 'reference',
        transitionMillis: 400,
        throttle: 'off',
        defaultFormat: 'XML',
      },
    });
    const replayed = await sandbox.callV1('DescribeRegions', {}, nonce);
    expect(replayed.text).toContain('SignatureNonceUsed');
  });
});

describe('the clock', () => {
  const TRANSIENT = { RegionId: HANGZHOU, LoadBalancerId: EDGE, ListenerPort: 80 };

  test('is shifted for everything that goes by time, and stays so over a restart', async () => {
    await create();
    await sandbox.control('POST', 'settings', { transitionMillis: 3000 });
    await sandbox.call('StartLoadBalancerListener', TRANSIENT);
    expect((await read()).Status).toBe('starting');
    const shifted = await sandbox.control('POST', 'clock', { shiftMillis: 3000 });
    expect(shifted.body).toEqual({ ok: true, now: '2026-11-23T12:00:03.000Z' });
    expect((await read()).Status).toBe('running');
    await sandbox.restart();
    expect((await sandbox.control('GET', 'clock')).body).toEqual({
      now: '2026-11-23T12:00:03.000Z',
      shiftMillis: 3000,
    });
    expect((await read()).Status).toBe('running');
  });

  test('rejects requests signed by a clock that is fifteen minutes apart, until a reset', async () => {
    await sandbox.control('POST', 'clock', { shiftMillis: -15 * 60_000 - 1000 });
    const late = await sandbox.call('DescribeRegions');
    expect([late.status, late.body.Code]).toEqual([400, 'InvalidTimeStamp.Expired']);
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    expect((await sandbox.call('DescribeRegions')).status).toBe(200);
  });

  test('takes whole milliseconds only', async () => {
    expect((await sandbox.control('POST', 'clock', { shiftMillis: 0.5 })).status).toBe(400);
    expect((await sandbox.control('POST', 'clock', {})).status).toBe(400);
  });
});

describe('the log of requests', () => {
  test('tells what came, oldest first, without signature, key and nonce', async () => {
    await create({ Description: '监听' });
    await sandbox.callV1('DescribeLoadBalancers', { RegionId: 'cn-shanghai' });
    await sandbox.callV1('DescribeRegions', {}, { AccessKeyId: 'LTAIunknown' });
    const { body } = await sandbox.control('GET', 'requests');
    const requests = listAt(body, 'requests');
    expect(requests).toMatchObject([
      {
        action: 'CreateLoadBalancerTCPListener',
        regionId: HANGZHOU,
        method: 'POST',
        parameters: { ListenerPort: '80', Bandwidth: '-1', Description: '监听' },
        httpStatus: 200,
        code: null,
      },
      {
        action: 'DescribeLoadBalancers',
        regionId: 'cn-shanghai',
        method: 'GET',
        httpStatus: 200,
        code: null,
      },
      { action: 'DescribeRegions', regionId: '', httpStatus: 404, code: 'InvalidAccessKeyId.NotFound' },
    ]);
    const names = requests.flatMap((request) => Object.keys(Object(request.parameters)));
    expect(names).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(Signature|SignatureNonce|AccessKeyId|SecurityToken)$/),
      ]),
    );
    const text = JSON.stringify(requests);
    for (const secret of [KEY_ID, KEY_SECRET, 'LTAIunknown']) expect(text).not.toContain(secret);
  });
});

describe('control rejects', () => {
  test('a body that is not JSON by its type, as a form on a web page would send', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/jsonp', '']) {
      const reply = await sandbox.send({
        method: 'POST',
        path: '/_sandbox/reset',
        headers: { 'content-type': type },
        body: '{"seed":"empty"}',
      });
      expect(reply.status).toBe(415);
    }
    expect(await countOn(EDGE)).toBe(8);
  });

  test('a body that is not JSON by its text, or asks for something unknown', async () => {
    const send = (body: string) =>
      sandbox.send({
        method: 'POST',
        path: '/_sandbox/reset',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect((await send('{')).status).toBe(400);
    expect((await send('{"seed":"enormous"}')).status).toBe(400);
    expect((await send('{"seed":"empty","also":1}')).status).toBe(400);
    expect((await sandbox.control('POST', 'settings', { transitionMillis: 600_001 })).status).toBe(400);
    expect((await sandbox.control('POST', 'settings', { throttle: 'slow' })).status).toBe(400);
    expect(await countOn(EDGE)).toBe(8);
  });

  test('an unknown path, and another method', async () => {
    expect((await sandbox.control('GET', 'reset')).status).toBe(405);
    expect((await sandbox.control('POST', 'shutdown', {})).status).toBe(404);
  });
});

describe('a stranger', () => {
  /** A creation that is signed well: only who sends it is wrong. */
  function signedCreation(): string {
    const all = [
      ...commonV1('CreateLoadBalancerTCPListener', {
        accessKeyId: KEY_ID,
        accessKeySecret: KEY_SECRET,
        nowMillis: sandbox.clock.millis,
      }),
      ...Object.entries({
        RegionId: HANGZHOU,
        LoadBalancerId: EDGE,
        ListenerPort: '80',
        Bandwidth: '-1',
        BackendServerPort: '80',
      }),
    ];
    return `/?${queryOf([...all, ['Signature', signatureV1('GET', all, KEY_SECRET)]])}`;
  }

  const reset = (headers: Record<string, string>) =>
    sandbox.send({
      method: 'POST',
      path: '/_sandbox/reset',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"seed":"empty"}',
    });

  test.each([
    [{ host: 'sluice.example' }],
    [{ host: 'sluice.example:4010' }],
    [{ host: '127.0.0.1.sluice.example' }],
    [{ host: 'localhost.sluice.example' }],
    [{ host: '10.0.0.1:4010' }],
  ])('by a rebound name gets a plain rejection and changes nothing: %o', async (headers) => {
    for (const reply of [
      await sandbox.send({ method: 'GET', path: signedCreation(), headers }),
      await reset(headers),
    ]) {
      expect([reply.status, reply.headers['content-type']]).toEqual([403, 'text/plain;charset=utf-8']);
    }
    expect(await countOn(EDGE)).toBe(8);
  });

  test.each([
    [{ origin: 'https://sluice.example' }],
    [{ origin: 'http://127.0.0.1:3000' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('on a web page gets a plain rejection and changes nothing: %o', async (headers) => {
    for (const reply of [
      await sandbox.send({ method: 'GET', path: signedCreation(), headers }),
      await reset(headers),
      await sandbox.send({ method: 'GET', path: '/_sandbox/requests', headers }),
    ]) {
      expect([reply.status, reply.text]).toEqual([403, 'The sandbox does not answer web pages.\n']);
      expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect(await countOn(EDGE)).toBe(8);
  });

  test.each(['localhost', '127.0.0.1:9999', '[::1]:4010', 'LOCALHOST:1'])(
    'is none who asks this machine by %s',
    async (host) => {
      const reply = await sandbox.send({ method: 'GET', path: signedCreation(), headers: { host } });
      expect(reply.status).toBe(200);
      expect(await read()).toMatchObject({ ListenerPort: 80 });
    },
  );
});

test('a body above a mebibyte is rejected', async () => {
  const reply = await sandbox.send({
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `x=${'y'.repeat(1024 * 1024)}`,
  });
  expect(reply.status).toBe(413);
});
