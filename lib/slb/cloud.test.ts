import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { config, inAccount } from '@/lib/config';
import { callerOf } from './caller';
import { callSlb } from './client';
import { credentialsOf } from './credentials';
import { describeLoadBalancers } from './operations/load-balancers';
import { describeRegions } from './operations/regions';
import { sendOnce, SLB } from './transport';
import { onBehalfOf, onOwnBehalf, sessionNameOf } from './on-behalf-of';
import { callOf } from './testing/endpoint';
import {
  ACCOUNT,
  cloudConnection,
  cloudWorld,
  configure,
  ROLE_ARN,
  SESSION_MILLIS,
  USER,
  USER_ARN,
} from './testing/cloud-world';

/** Cloud mode against a stand-in of the cloud: real TLS, a real proxy, and the sandbox behind them. */

const world = cloudWorld();

/** What no failure may contain, whatever it is about. */
const secrets = new RegExp(`${USER.accessKeyId}|${USER.accessKeySecret}|STS\\.|Signature=|ACS3-`);

const failureOf = async () => {
  const result = await describeRegions();
  if (result.ok) throw new Error('It succeeded');
  expect(JSON.stringify(result.error)).not.toMatch(secrets);
  return result.error;
};

/** One call to a host that is no host of the table, so that the test leaves this machine in no case. */
const sendTo = (host: string) =>
  sendOnce({
    connection: config().connection,
    service: SLB,
    endpoint: { protocol: 'https', host },
    secrets: USER,
    action: 'DescribeRegions',
    parameters: {},
    effect: 'write',
    timeoutMillis: 20_000,
  });

const sendDirectly = (host: string) => {
  configure({ HTTPS_PROXY: '' });
  return sendTo(host);
};

/** Connections that are kept alive would not notice a change of the proxy or the certificate. */
const throughNewTunnel = (user = 'someone'): void =>
  configure({ HTTPS_PROXY: `http://${user}-${crypto.randomUUID()}:pw@127.0.0.1:${world.cloud.proxyPort}` });

describe('a call in cloud mode', () => {
  it('goes through the proxy to the host of its region, signed by the key of the environment', async () => {
    expect(await describeRegions()).toMatchObject({ ok: true });
    expect(
      await callSlb({ ...callOf('read'), action: 'DescribeLoadBalancers', regionId: 'eu-central-1' }),
    ).toMatchObject({
      ok: true,
    });
    expect(new Set(world.cloud.tunnels)).toEqual(
      new Set(['slb.aliyuncs.com', 'slb.eu-central-1.aliyuncs.com']),
    );
  });

  it('goes to the host of the configuration instead of the table’s', async () => {
    configure({ SLUICE_SLB_HOSTS: 'default=slb-vpc.cn-hangzhou.aliyuncs.com' });
    expect(await describeRegions()).toMatchObject({ ok: true });
    expect(world.cloud.tunnels).toEqual(['slb-vpc.cn-hangzhou.aliyuncs.com']);
  });

  it('avoids the proxy for the hosts of NO_PROXY', async () => {
    configure({ NO_PROXY: 'localhost, .invalid' });
    const result = await sendTo('localhost:1');
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'Sluice.Unreachable', outcome: 'not-done', facts: { host: 'localhost:1' } },
    });
    expect(world.cloud.tunnels).toEqual([]);
  });

  it('uses a key that replaced a disabled one, without a restart', async () => {
    expect(await describeRegions()).toMatchObject({ ok: true });
    const accessKeyId = 'LTAI5tRotated';
    await world.cloud.addKey(USER.accessKeyId, {
      ...USER,
      accountId: ACCOUNT,
      arn: USER_ARN,
      identityType: 'RAMUser',
      isActive: false,
    });
    await world.cloud.addKey(accessKeyId, {
      accessKeySecret: 'rotated',
      accountId: ACCOUNT,
      arn: USER_ARN,
      identityType: 'RAMUser',
    });
    process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = accessKeyId;
    process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = 'rotated';
    expect(await describeRegions()).toMatchObject({ ok: true });
    expect(await callerOf(cloudConnection())).toMatchObject({
      ok: true,
      value: { accountId: ACCOUNT },
    });
  });
});

describe('a response in cloud mode', () => {
  const inDemo = { regionId: 'cn-hangzhou' };

  it.each(['shape-of-2018', 'bare-list', 'other-wrapper', 'single-row', 'tag-without-key'])(
    'is read in the variant %s',
    async (variant) => {
      const action = 'DescribeLoadBalancers';
      await world.sandbox.fault({ action, kind: 'odd-rows', variant, count: 1 });
      const result = await describeLoadBalancers(inDemo);
      expect(result).toMatchObject({ ok: true });
      expect(result.ok && result.value.length).toBeGreaterThan(0);
    },
  );

  it.each([
    { kind: 'throttle' },
    { kind: 'error', code: 'ServiceIsConfiguring' },
    { kind: 'error-5xx' },
    { kind: 'drop-before' },
    { kind: 'truncated-body' },
  ] as const)('is requested again after $kind', async (fault) => {
    await world.sandbox.fault({ action: 'DescribeLoadBalancers', count: 1, ...fault });
    expect(await describeLoadBalancers(inDemo)).toMatchObject({ ok: true });
    expect(await world.sandbox.requests('DescribeLoadBalancers')).toHaveLength(2);
  });
});

describe('the credentials', () => {
  it('say which provider they came from, and whose they are', async () => {
    expect(await credentialsOf(config().connection)).toMatchObject({ ok: true, providerName: 'env' });
    expect(await callerOf(cloudConnection())).toEqual({
      ok: true,
      value: { accountId: ACCOUNT, arn: USER_ARN, identityType: 'RAMUser' },
      serverAheadMillis: expect.any(Number),
    });
  });

  it('of a profile with a role come from STS through the proxy, too', async () => {
    world.cloud.addRole(ROLE_ARN, { trusts: [ACCOUNT], sessionMillis: 3_600_000 });
    await mkdir(join(world.home, '.aliyun'));
    const profile = {
      name: 'team',
      mode: 'RamRoleArn',
      access_key_id: USER.accessKeyId,
      access_key_secret: USER.accessKeySecret,
      ram_role_arn: ROLE_ARN,
      ram_session_name: 'from-the-profile',
    };
    await writeFile(
      join(world.home, '.aliyun/config.json'),
      JSON.stringify({ current: 'team', profiles: [profile] }),
    );
    throughNewTunnel();
    configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' });
    expect(await describeRegions()).toMatchObject({ ok: true });
    expect(await credentialsOf(config().connection)).toMatchObject({
      providerName: 'cli_profile/ram_role_arn/static_ak',
    });
    expect(
      world.cloud.stsCalls.map(({ action, parameters }) => [action, parameters['RoleSessionName']]),
    ).toEqual([['AssumeRole', 'from-the-profile']]);
    expect(world.cloud.tunnels).toContain('sts.aliyuncs.com');
  });

  it('are a session of the configured role, renewed before it expires while calls go on', async () => {
    configure({
      SLUICE_ROLE_ARN: ROLE_ARN,
      SLUICE_ROLE_EXTERNAL_ID: 'ours',
      SLUICE_ROLE_SESSION_NAME: 'alice@example.com',
    });
    const until = performance.now() + 2.5 * SESSION_MILLIS;
    const outcomes = new Set<boolean>();
    while (performance.now() < until) {
      outcomes.add((await describeRegions()).ok);
      await sleep(50);
    }
    expect([...outcomes]).toEqual([true]);
    const assumed = world.cloud.stsCalls.filter(({ action }) => action === 'AssumeRole');
    expect(assumed.length).toBeGreaterThanOrEqual(3);
    expect(assumed.length).toBeLessThan(6);
    expect(assumed[0]?.parameters).toEqual({
      RoleArn: ROLE_ARN,
      RoleSessionName: 'alice@example.com',
      ExternalId: 'ours',
    });
    expect(await callerOf(cloudConnection())).toMatchObject({
      value: { arn: `${ROLE_ARN}/alice@example.com`, identityType: 'AssumedRoleUser' },
    });
  });

  it('are a session of their own for each person, by whose name ActionTrail knows them', async () => {
    configure({ SLUICE_ROLE_ARN: ROLE_ARN, SLUICE_ROLE_EXTERNAL_ID: 'ours' });
    await describeRegions();
    await onBehalfOf('zoë@example.com', () => describeRegions());
    await onBehalfOf('zoë@example.com', () => describeRegions());
    expect(
      world.cloud.stsCalls
        .filter(({ action }) => action === 'AssumeRole')
        .map(({ parameters }) => parameters['RoleSessionName']),
    ).toEqual(['sluice', expect.stringMatching(/^sluice-zo-@example\.com-[0-9a-f]{6}$/)]);
  });

  it('are found once for all who call at the same time, and their account is asked for once', async () => {
    configure({ SLUICE_ROLE_ARN: ROLE_ARN, SLUICE_ROLE_EXTERNAL_ID: 'ours' });
    const people = ['a@example.com', 'b@example.com', 'a@example.com'];
    await Promise.all(people.map((name) => onBehalfOf(name, () => callerOf(cloudConnection()))));
    const callsOf = (action: string) =>
      world.cloud.stsCalls.filter((call) => call.action === action).map(({ accessKeyId }) => accessKeyId);
    expect(callsOf('AssumeRole')).toEqual([USER.accessKeyId, USER.accessKeyId]);
    expect(callsOf('GetCallerIdentity')).toHaveLength(2);
  });

  it('are asked for again, once for all, when STS failed a while ago', async () => {
    let attempts = 0;
    const silent = createServer((socket) => {
      attempts += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    configure({
      HTTPS_PROXY: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tNobodyKnowsThis001',
    });
    const ask = () => Promise.all([1, 2, 3].map(() => callerOf(cloudConnection())));
    expect((await ask()).map(({ ok }) => ok)).toEqual([false, false, false]);
    await ask();
    expect(attempts).toBe(1);
    vi.useFakeTimers({ toFake: ['performance'], now: Date.now() });
    vi.advanceTimersByTime(600_000);
    await ask();
    vi.useRealTimers();
    silent.close();
    expect(attempts).toBe(2);
  });

  it('are those of Sluice again in what goes on after a person’s call', async () => {
    expect(onBehalfOf('ada@example.com', () => sessionNameOf('sluice'))).toBe('sluice-ada@example.com');
    expect(onBehalfOf('ada@example.com', () => onOwnBehalf(() => sessionNameOf('sluice')))).toBe('sluice');
    const names = ['a+b@example.com', 'a-b@example.com', `${'a'.repeat(80)}@example.com`].map((name) =>
      onBehalfOf(name, () => sessionNameOf('sluice-of-the-platform-team')),
    );
    expect(new Set(names).size).toBe(3);
    expect(names.filter((name) => !/^[\w.@-]{2,64}$/.test(name))).toEqual([]);
  });

  it('are of the current account: each has its own role', async () => {
    const path = join(world.home, 'accounts.json');
    await writeFile(
      path,
      JSON.stringify([{ name: 'own' }, { name: 'other', roleArn: ROLE_ARN, externalId: 'ours' }]),
    );
    configure({ SLUICE_ACCOUNTS: path });
    const arnOf = (account: string) =>
      inAccount(account, async () => {
        const caller = await callerOf(cloudConnection());
        return caller.ok ? caller.value.arn : caller.failure.code;
      });
    expect(await Promise.all(['own', 'other'].map(arnOf))).toEqual([USER_ARN, `${ROLE_ARN}/sluice`]);
  });

  it('name the places that were looked in, if there are none; the text of a broken file is not shown', async () => {
    await mkdir(join(world.home, '.aliyun'));
    await writeFile(join(world.home, '.aliyun/config.json'), '{"access_key_secret": "do-not-show-this"');
    configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' });
    const error = await failureOf();
    expect(error).toMatchObject({
      code: 'Sluice.NoCredentials',
      facts: {
        sources: [
          { name: 'environment', result: 'absent' },
          { name: 'oidc', result: 'absent' },
          { name: 'cli', result: 'failed' },
          { name: 'file', result: 'absent' },
          { name: 'ecs', result: 'skipped' },
          { name: 'uri', result: 'absent' },
        ],
      },
    });
    expect(JSON.stringify(error)).not.toContain('do-not-show-this');
  });

  it('of a profile whose mode the library refuses are said to be so', async () => {
    await mkdir(join(world.home, '.aliyun'));
    const profile = { name: 'p', mode: 'RsaKeyPair' };
    await writeFile(
      join(world.home, '.aliyun/config.json'),
      JSON.stringify({ current: 'p', profiles: [profile] }),
    );
    configure({ ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' });
    expect((await failureOf()).facts?.sources).toContainEqual({ name: 'cli', result: 'mode' });
  });
});

describe('a failure in cloud mode is reported as', () => {
  it.each([
    ['the proxy’s refusal', 502, 'Sluice.ProxyRejected'],
    ['failed proxy authentication', 407, 'Sluice.ProxyAuthentication'],
  ])('%s', async (_what, status, code) => {
    throughNewTunnel();
    world.cloud.state.proxyStatus = status;
    const error = await failureOf();
    expect(error).toMatchObject({
      code,
      outcome: 'not-done',
      facts: { host: 'slb.aliyuncs.com', proxy: `127.0.0.1:${world.cloud.proxyPort}` },
    });
    expect(JSON.stringify(error)).not.toMatch(/someone|:pw/);
  });

  it('a proxy that is not there', async () => {
    configure({ HTTPS_PROXY: 'http://127.0.0.1:1' });
    expect(await failureOf()).toMatchObject({
      code: 'Sluice.ProxyUnreachable',
      facts: { proxy: '127.0.0.1:1' },
    });
  });

  it('a proxy that takes the right credentials only', async () => {
    const { state, proxyPort } = world.cloud;
    state.proxyUser = 'team:p@ss word';
    configure({ HTTPS_PROXY: `http://team:p%40ss%20word@127.0.0.1:${proxyPort}` });
    expect(await describeRegions()).toMatchObject({ ok: true });
    configure({ HTTPS_PROXY: `http://team:wrong@127.0.0.1:${proxyPort}` });
    expect(await failureOf()).toMatchObject({ code: 'Sluice.ProxyAuthentication' });
  });

  it.each([
    ['expired', 'Sluice.CertificateExpired'],
    ['of-another-name', 'Sluice.CertificateName'],
    ['untrusted', 'Sluice.CertificateUntrusted'],
  ] as const)('a certificate that is %s', async (certificate, code) => {
    throughNewTunnel();
    world.cloud.state.certificate = certificate;
    expect(await failureOf()).toMatchObject({
      code,
      outcome: 'not-done',
      facts: { host: 'slb.aliyuncs.com' },
    });
  });

  it('a connection that ends before TLS begins', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await sendDirectly(`127.0.0.1:${port}`)).toMatchObject({
      failure: { code: 'Sluice.TlsFailed', outcome: 'not-done' },
    });
    server.close();
  });

  it('a host name that does not resolve', async () => {
    expect(await sendDirectly('slb.invalid')).toMatchObject({
      failure: { code: 'Sluice.NameNotFound', facts: { host: 'slb.invalid' } },
    });
  });

  it('clock skew, with its size', async () => {
    await world.cloud.shiftClock(20 * 60_000);
    const error = await failureOf();
    expect(error).toMatchObject({ code: 'InvalidTimeStamp.Expired' });
    expect(error.facts?.clockAheadSeconds).toBeGreaterThan(-20 * 60 - 60);
    expect(error.facts?.clockAheadSeconds).toBeLessThan(-20 * 60 + 60);
  });

  it('a denial, with the action of RAM and the service’s diagnosis', async () => {
    await world.sandbox.fault({ action: 'DescribeRegions', kind: 'forbidden', count: 1 });
    expect(await failureOf()).toMatchObject({
      code: 'Forbidden',
      httpStatus: 403,
      facts: { ramAction: 'slb:DescribeRegions', diagnosis: expect.stringMatching(/^AQEAAAAA/) },
    });
  });

  it.each([
    ['an unknown key', { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIunknown' }, 'InvalidAccessKeyId.NotFound'],
    ['a wrong secret', { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong' }, 'SignatureDoesNotMatch'],
    [
      'the sandbox’s key, which only the sandbox knows',
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tSluiceSandbox00001',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'sluice-sandbox-secret',
      },
      'Sluice.SandboxKey',
    ],
  ])('%s', async (_what, environment, code) => {
    configure(environment);
    expect(await failureOf()).toMatchObject({ code, kind: 'unauthenticated', outcome: 'not-done' });
  });

  it('a token that has expired, after a new one was looked for', async () => {
    await world.cloud.addKey('STS.expired', {
      accessKeySecret: 'secret',
      securityToken: 'token',
      accountId: ACCOUNT,
      arn: USER_ARN,
      identityType: 'AssumedRoleUser',
      expiresAtMillis: Date.now() - 1,
    });
    configure({
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.expired',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
    });
    expect(await failureOf()).toMatchObject({
      code: 'InvalidSecurityToken.Expired',
      kind: 'unauthenticated',
    });
    expect(await world.sandbox.requests('DescribeRegions')).toHaveLength(2);
    configure({ ALIBABA_CLOUD_SECURITY_TOKEN: 'another' });
    expect(await failureOf()).toMatchObject({ code: 'InvalidSecurityToken.Malformed' });
  });

  it('a role that does not trust the caller, or does not exist', async () => {
    configure({ SLUICE_ROLE_ARN: ROLE_ARN, SLUICE_ROLE_EXTERNAL_ID: 'theirs' });
    expect(await failureOf()).toMatchObject({ code: 'NoPermission', facts: { ramAction: 'sts:AssumeRole' } });
    configure({ SLUICE_ROLE_ARN: `${ROLE_ARN}-of-nobody` });
    expect(await failureOf()).toMatchObject({ code: 'EntityNotExist.Role' });
  });
});
