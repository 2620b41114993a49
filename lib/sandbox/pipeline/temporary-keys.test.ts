import { describe, expect, test } from 'vitest';
import { sendRaw } from '../testing/http';
import { headersV3 } from '../testing/sign';
import { KEY_ID, KEY_SECRET, parse, startTestSandbox, testSandbox } from '../testing/test-sandbox';

const TOKEN = 'CAISlQJ1q6Ft5B2y+/=';

const sandbox = testSandbox({ securityToken: TOKEN });

const outcome = ({ status, text }: { readonly status: number; readonly text: string }) => {
  const { Code, Message } = parse(text);
  return status === 200 ? 'answered' : [status, Code, Message];
};

const MISSING = [400, 'MissingSecurityToken', 'SecurityToken is mandatory for this action.'];
const MALFORMED = [400, 'InvalidSecurityToken.Malformed', 'Specified SecurityToken is malformed.'];
const OF_ANOTHER = [
  400,
  'InvalidSecurityToken.MismatchWithAccessKey',
  'Specified SecurityToken mismatch with the AccessKey.',
];

describe('a key of STS under version 1', () => {
  const call = (token?: string) =>
    sandbox.callV1('DescribeRegions', {}, token === undefined ? {} : { SecurityToken: token });

  test('is good with its token', async () => {
    expect(outcome(await call(TOKEN))).toBe('answered');
  });
  test('is rejected without it, with another and with an empty one', async () => {
    expect(outcome(await call())).toEqual(MISSING);
    expect(outcome(await call(''))).toEqual(MISSING);
    expect(outcome(await call('another'))).toEqual(MALFORMED);
  });
});

describe('a key of STS under version 3', () => {
  async function call(token: string | undefined, isSigned = true) {
    const signed = headersV3({
      accessKeyId: KEY_ID,
      accessKeySecret: KEY_SECRET,
      nowMillis: sandbox.clock.millis,
      method: 'POST',
      host: `127.0.0.1:${sandbox.port}`,
      action: 'DescribeRegions',
      parameters: [],
      body: '',
      ...(isSigned && token !== undefined && { more: { 'x-acs-security-token': token } }),
    });
    const headers = {
      ...signed,
      ...(token !== undefined && { 'x-acs-security-token': token }),
    };
    const reply = await sendRaw({ port: sandbox.port, method: 'POST', path: '/', headers });
    if (reply === null) throw new Error('The call was dropped');
    return outcome(reply);
  }

  test('is good with its token', async () => {
    expect(await call(TOKEN)).toBe('answered');
  });
  test('is rejected without it, with another, and with one that is not signed', async () => {
    expect(await call(undefined)).toEqual(MISSING);
    expect(await call('another')).toEqual(MALFORMED);
    expect(await call(TOKEN, false)).toEqual(MISSING);
  });
});

test('control adds a key of STS until the next reset', async () => {
  const added = { accessKeyId: 'STS.added', accessKeySecret: 'added secret', securityToken: 'added token' };
  const call = (token: string) =>
    sandbox.callV1(
      'DescribeRegions',
      {},
      { AccessKeyId: 'STS.added', SecurityToken: token },
      { secret: 'added secret' },
    );
  expect((await sandbox.control('POST', 'access-keys', added)).body).toEqual({ ok: true });
  expect(outcome(await call('added token'))).toBe('answered');
  expect(outcome(await call(TOKEN))).toEqual(OF_ANOTHER);
  await sandbox.control('POST', 'reset', { seed: 'demo' });
  expect(outcome(await call('added token'))).toEqual([
    404,
    'InvalidAccessKeyId.NotFound',
    'Specified access key is not found.',
  ]);
});

test('a key of STS is rejected once it has expired, and a disabled key at once', async () => {
  const call = (accessKeyId: string, token: string) =>
    sandbox.callV1(
      'DescribeRegions',
      {},
      { AccessKeyId: accessKeyId, SecurityToken: token },
      { secret: 'secret' },
    );
  const expiresAt = new Date(sandbox.clock.millis + 60_000).toISOString();
  await sandbox.control('POST', 'access-keys', {
    accessKeyId: 'STS.short',
    accessKeySecret: 'secret',
    securityToken: 'short',
    expiresAt,
  });
  expect(outcome(await call('STS.short', 'short'))).toBe('answered');
  sandbox.clock.millis += 60_000;
  expect(outcome(await call('STS.short', 'short'))).toEqual([
    400,
    'InvalidSecurityToken.Expired',
    'Specified SecurityToken is expired.',
  ]);
  await sandbox.control('POST', 'access-keys', {
    accessKeyId: 'LTAI.disabled',
    accessKeySecret: 'secret',
    isActive: false,
  });
  expect(outcome(await call('LTAI.disabled', ''))).toEqual([
    400,
    'InvalidAccessKeyId.Inactive',
    'Specified access key is disabled.',
  ]);
});

test('a token that comes with a lasting key is signed and otherwise ignored', async () => {
  const lasting = await startTestSandbox();
  expect(outcome(await lasting.callV1('DescribeRegions', {}, { SecurityToken: 'any' }))).toBe('answered');
  await lasting.close();
});
