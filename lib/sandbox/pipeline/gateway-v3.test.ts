import { describe, expect, test } from 'vitest';
import { headersV3, queryOf, type V3Input, type WireParameters } from '../testing/sign';
import { HANGZHOU, KEY_ID, KEY_SECRET, outcomeOf, parse, testSandbox } from '../testing/test-sandbox';

const sandbox = testSandbox();

describe('version 3', () => {
  function v3(change: Partial<V3Input> = {}) {
    return headersV3({
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      nowMillis: sandbox.clock.millis,
      method: 'POST',
      host: `127.0.0.1:${sandbox.port}`,
      action: 'DescribeLoadBalancers',
      parameters: [['RegionId', HANGZHOU]],
      body: '',
      ...change,
    });
  }

  async function answerTo(headers: Record<string, string>, how: { method?: string; body?: string } = {}) {
    const reply = await sandbox.send({
      method: how.method ?? 'POST',
      path: `/?RegionId=${HANGZHOU}`,
      headers,
      body: how.body,
    });
    return { ...reply, body: parse(reply.text) };
  }

  test('is taken over POST and over GET', async () => {
    expect((await answerTo(v3())).status).toBe(200);
    expect((await answerTo(v3({ method: 'GET' }), { method: 'GET' })).status).toBe(200);
  });

  test('answers JSON without being asked, and XML when asked', async () => {
    expect((await answerTo(v3())).headers['content-type']).toBe('application/json;charset=utf-8');
    const parameters: WireParameters = [
      ['RegionId', HANGZHOU],
      ['Format', 'XML'],
    ];
    const reply = await sandbox.send({
      method: 'POST',
      path: `/?${queryOf(parameters)}`,
      headers: v3({ parameters }),
    });
    expect(reply.headers['content-type']).toBe('text/xml;charset=utf-8');
  });

  test.each([true, false])(
    'verifies strange names, left unencoded in what was signed: %s',
    async (hasPlainNames) => {
      const parameters: WireParameters = [
        ['RegionId', HANGZHOU],
        ['名 *', 'x'],
      ];
      const reply = await sandbox.send({
        method: 'POST',
        path: `/?${queryOf(parameters)}`,
        headers: v3({ parameters, hasPlainNames }),
      });
      expect(reply.status).toBe(200);
    },
  );

  test('takes form parameters from the body whose hash is signed', async () => {
    const body = queryOf([['LoadBalancerName', 'pay-gw']]);
    const contentType = 'application/x-www-form-urlencoded';
    const reply = await answerTo(v3({ body, contentType }), { body });
    expect(reply.body).toMatchObject({ TotalCount: 1 });
  });

  test('rejects a body other than the one that was hashed', async () => {
    const contentType = 'application/x-www-form-urlencoded';
    const reply = await answerTo(v3({ body: 'LoadBalancerName=pay-gw', contentType }), {
      body: 'LoadBalancerName=pay-gx',
    });
    expect([reply.status, reply.body.Code]).toEqual([400, 'SignatureDoesNotMatch']);
    expect(reply.body.Message).toContain('server string to sign is:ACS3-HMAC-SHA256\n');
  });

  test('rejects a wrong secret, a changed query and a changed header', async () => {
    const wrongSecret = await answerTo(v3({ accessKeySecret: 'guess' }));
    expect([wrongSecret.status, wrongSecret.body.Code]).toEqual([400, 'SignatureDoesNotMatch']);
    const changedQuery = await answerTo(v3({ parameters: [['RegionId', 'cn-shanghai']] }));
    expect([changedQuery.status, changedQuery.body.Code]).toEqual([400, 'SignatureDoesNotMatch']);
    const changedHeader = await answerTo({ ...v3(), 'x-acs-signature-nonce': 'another' });
    expect([changedHeader.status, changedHeader.body.Code]).toEqual([400, 'SignatureDoesNotMatch']);
  });

  test.each([
    ['no signature at all', 'ACS3-HMAC-SHA256 Credential=x'],
    ['too few signed headers', 'ACS3-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=00'],
  ])('rejects an Authorization with %s', async (_, authorization) => {
    expect(outcomeOf(await answerTo({ ...v3(), authorization }))).toEqual([
      400,
      'IncompleteSignature',
      'The request signature does not conform to Aliyun standards.',
    ]);
  });

  test('rejects an unknown key, an expired and a malformed date, and a used nonce', async () => {
    expect(outcomeOf(await answerTo(v3({ accessKeyId: 'LTAIunknown' })))).toEqual([
      404,
      'InvalidAccessKeyId.NotFound',
      'Specified access key is not found.',
    ]);
    expect(outcomeOf(await answerTo(v3({ date: '2026-11-23T11:44:59Z' })))).toEqual([
      400,
      'InvalidTimeStamp.Expired',
      'Specified time stamp or date value is expired.',
    ]);
    expect(outcomeOf(await answerTo(v3({ date: '20261123T120000Z' })))).toEqual([
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    ]);
    const headers = v3({ nonce: 'v3-once' });
    expect((await answerTo(headers)).status).toBe(200);
    expect(outcomeOf(await answerTo(headers))).toEqual([
      400,
      'SignatureNonceUsed',
      'Specified signature nonce was used already.',
    ]);
  });

  test('rejects an unknown action', async () => {
    expect(outcomeOf(await sandbox.call('DescribeEverything'))).toEqual([
      404,
      'InvalidApi.NotFound',
      'Specified api is not found,please check your url and method.',
    ]);
  });
});
