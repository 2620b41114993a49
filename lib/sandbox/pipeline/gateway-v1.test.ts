import { describe, expect, test } from 'vitest';
import { queryOf, signatureV1, type WireParameters } from '../testing/sign';
import { HANGZHOU, KEY_ID, KEY_SECRET, at, outcomeOf, parse, testSandbox } from '../testing/test-sandbox';

const sandbox = testSandbox();

const LIST = { RegionId: HANGZHOU };

type Overrides = Readonly<Record<string, string | undefined>>;

async function rejectionV1(overrides: Overrides, how = {}): Promise<[number, unknown, unknown]> {
  const reply = await sandbox.callV1('DescribeLoadBalancers', LIST, overrides, how);
  const body = parse(reply.text);
  return [reply.status, body.Code, body.Message];
}

describe('version 1', () => {
  test.each([
    ['Action', 400, 'MissingAction', 'Action is mandatory for this action.'],
    ['Version', 400, 'MissingVersion', 'Version is mandatory for this action.'],
    ['AccessKeyId', 400, 'MissingAccessKeyId', 'AccessKeyId is mandatory for this action.'],
    ['Timestamp', 400, 'MissingTimestamp', 'Timestamp is mandatory for this action.'],
    ['SignatureNonce', 400, 'MissingSignatureNonce', 'SignatureNonce is mandatory for this action.'],
    ['SignatureMethod', 400, 'MissingSignatureMethod', 'SignatureMethod is mandatory for this action.'],
    ['SignatureVersion', 400, 'MissingSignatureVersion', 'SignatureVersion is mandatory for this action.'],
  ])('rejects a call without %s, and one where it is blank', async (name, ...rejection) => {
    expect(await rejectionV1({ [name]: undefined })).toEqual(rejection);
    expect(await rejectionV1({ [name]: '' })).toEqual(rejection);
  });

  test.each([
    ['Version', '2014-05-16', 400, 'InvalidVersion', 'Specified parameter Version is not valid.'],
    [
      'Action',
      'describeLoadBalancers',
      404,
      'InvalidApi.NotFound',
      'Specified api is not found,please check your url and method.',
    ],
    [
      'Action',
      'toString',
      404,
      'InvalidApi.NotFound',
      'Specified api is not found,please check your url and method.',
    ],
    ['AccessKeyId', 'LTAIunknown', 404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'],
    [
      'SignatureMethod',
      'HMAC-SHA256',
      400,
      'InvalidSignatureMethod',
      'Specified signature method is not valid.',
    ],
    [
      'SignatureVersion',
      '2.0',
      400,
      'InvalidSignatureVersion',
      'Specified parameter SignatureVersion is not valid.',
    ],
    [
      'Timestamp',
      '2026-11-23 12:00:00',
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    ],
    [
      'Timestamp',
      '2026-02-30T12:00:00Z',
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    ],
  ])('rejects %s=%s', async (name, value, ...rejection) => {
    expect(await rejectionV1({ [name]: value })).toEqual(rejection);
  });

  test('accepts the older spelling TimeStamp without the newer one', async () => {
    const reply = await sandbox.callV1('DescribeLoadBalancers', LIST, {
      Timestamp: undefined,
      TimeStamp: new Date(sandbox.clock.millis).toISOString().replace('.000Z', 'Z'),
    });
    expect(reply.status).toBe(200);
  });

  test.each([
    [-15 * 60, undefined],
    [-15 * 60 - 1, 'InvalidTimeStamp.Expired'],
    [15 * 60, undefined],
    [15 * 60 + 1, 'InvalidTimeStamp.Expired'],
  ])('a clock %i s off answers code %s', async (seconds, expected) => {
    const time = new Date(sandbox.clock.millis + seconds * 1000).toISOString().replace('.000Z', 'Z');
    const [status, code, message] = await rejectionV1({ Timestamp: time });
    expect([status, code, message]).toEqual(
      expected === undefined
        ? [200, undefined, undefined]
        : [400, expected, 'Specified time stamp or date value is expired.'],
    );
  });

  test.each(['2026-11-23T12:00:00.5Z', '2026-11-23T12:00:00.0000Z', '2026-02-30T12:00:00.000Z', 'never'])(
    'the time %s is not well formatted',
    async (time) => {
      expect(await rejectionV1({ Timestamp: time })).toEqual([
        400,
        'InvalidTimeStamp.Format',
        'Specified time stamp or date value is not well formatted.',
      ]);
    },
  );

  test('rejects a wrong secret and shows what it signed', async () => {
    const [status, code, message] = await rejectionV1(
      { SignatureNonce: 'wrong-secret' },
      { secret: 'guess' },
    );
    expect([status, code]).toEqual([400, 'SignatureDoesNotMatch']);
    expect(message).toMatch(
      /^Specified signature is not matched with our calculation\. server string to sign is:GET&%2F&AccessKeyId%3DLTAI/,
    );
    expect(message).toContain('SignatureNonce%3Dwrong-secret');
  });

  test('signs the method that really came', async () => {
    const parameters: WireParameters = [['RegionId', HANGZHOU]];
    const reply = await sandbox.callV1('DescribeLoadBalancers', parameters, {}, { method: 'POST' });
    expect(reply.status).toBe(200);
  });

  test('rejects a call without a signature', async () => {
    const reply = await sandbox.send({
      method: 'GET',
      path: `/?${queryOf([
        ['Action', 'DescribeRegions'],
        ['Version', '2014-05-15'],
        ['Format', 'JSON'],
        ['AccessKeyId', KEY_ID],
        ['SignatureMethod', 'HMAC-SHA1'],
        ['SignatureVersion', '1.0'],
        ['SignatureNonce', 'unsigned'],
        ['Timestamp', '2026-11-23T12:00:00Z'],
      ])}`,
    });
    expect(outcomeOf({ ...reply, body: parse(reply.text) })).toEqual([
      400,
      'MissingSignature',
      'Signature is mandatory for this action.',
    ]);
  });

  test('rejects a nonce that was used, and keeps rejecting it after a restart', async () => {
    const nonce = { SignatureNonce: 'once-only' };
    const used = [400, 'SignatureNonceUsed', 'Specified signature nonce was used already.'];
    expect((await rejectionV1(nonce))[0]).toBe(200);
    expect(await rejectionV1(nonce)).toEqual(used);
    await sandbox.restart();
    expect(await rejectionV1(nonce)).toEqual(used);
  });

  test('a forged request does not use up the nonce of the real one', async () => {
    const nonce = { SignatureNonce: 'not-burnt' };
    expect((await rejectionV1(nonce, { secret: 'guess' }))[1]).toBe('SignatureDoesNotMatch');
    expect((await rejectionV1(nonce))[0]).toBe(200);
  });

  test('checks the key before the time, the time before the nonce, the nonce before the signature', async () => {
    const bad = { AccessKeyId: 'LTAIunknown', Timestamp: 'never' };
    expect((await rejectionV1(bad))[1]).toBe('InvalidAccessKeyId.NotFound');
    await rejectionV1({ SignatureNonce: 'order' });
    expect((await rejectionV1({ SignatureNonce: 'order', Timestamp: 'never' }))[1]).toBe(
      'InvalidTimeStamp.Format',
    );
    expect((await rejectionV1({ SignatureNonce: 'order' }, { secret: 'guess' }))[1]).toBe(
      'SignatureNonceUsed',
    );
  });

  test.each([
    ['blanks and signs', " a*b~c !'() +&=/?% "],
    ['Chinese', '监听 订单入口'],
    ['outside the basic plane', '𠮷🚦'],
    ['an empty value', ''],
  ])('verifies values exactly as they came: %s', async (_, value) => {
    const reply = await sandbox.callV1('DescribeLoadBalancers', { ...LIST, LoadBalancerName: value });
    expect(reply.status).toBe(200);
    expect(parse(reply.text).TotalCount).toBe(value === '' ? 6 : 0);
  });

  test('verifies names that need encoding, blank names and repeated names', async () => {
    const strange: WireParameters = [
      ['RegionId', HANGZHOU],
      ['名 *', 'x'],
      ['', 'y'],
      ['Owner', '2'],
      ['Owner', '1'],
    ];
    const reply = await sandbox.callV1('DescribeLoadBalancers', strange);
    expect(reply.status).toBe(200);
  });

  test('of a repeated name the first value counts', async () => {
    const reply = await sandbox.callV1('DescribeLoadBalancers', [
      ['RegionId', HANGZHOU],
      ['LoadBalancerName', 'edge-prod'],
      ['LoadBalancerName', 'pay-gw'],
    ]);
    expect(at(parse(reply.text), 'LoadBalancers', 'LoadBalancer', 0, 'LoadBalancerName')).toBe('edge-prod');
  });

  test('signs query and form body together, however they are split', async () => {
    const all: WireParameters = [
      ['Action', 'DescribeLoadBalancers'],
      ['Version', '2014-05-15'],
      ['Format', 'JSON'],
      ['AccessKeyId', KEY_ID],
      ['SignatureMethod', 'Hmac-SHA1'],
      ['SignatureVersion', '1.0'],
      ['SignatureNonce', 'split'],
      ['Timestamp', '2026-11-23T12:00:00Z'],
      ['RegionId', HANGZHOU],
      ['LoadBalancerName', 'pay-gw'],
    ];
    const signature = signatureV1('POST', all, KEY_SECRET);
    const reply = await sandbox.send({
      method: 'POST',
      path: `/?${queryOf(all.slice(0, 4))}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: queryOf([...all.slice(4), ['Signature', signature]]),
    });
    expect(parse(reply.text)).toMatchObject({ TotalCount: 1 });
  });

  test('reads a plus sign as a blank, as forms write it', async () => {
    const all: WireParameters = [
      ['Action', 'DescribeLoadBalancers'],
      ['Version', '2014-05-15'],
      ['Format', 'JSON'],
      ['AccessKeyId', KEY_ID],
      ['SignatureMethod', 'HMAC-SHA1'],
      ['SignatureVersion', '1.0'],
      ['SignatureNonce', 'plus'],
      ['Timestamp', '2026-11-23T12:00:00Z'],
      ['RegionId', HANGZHOU],
      ['LoadBalancerName', 'no such name'],
    ];
    const signature = signatureV1('GET', all, KEY_SECRET);
    const query = queryOf([...all, ['Signature', signature]]).replaceAll('%20', '+');
    const reply = await sandbox.send({ method: 'GET', path: `/?${query}` });
    expect(parse(reply.text)).toMatchObject({ TotalCount: 0 });
  });
});
