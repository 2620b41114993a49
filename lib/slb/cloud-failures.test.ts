import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { describeRegions } from './operations/regions';
import {
  ACCOUNT,
  cloudWorld,
  configure,
  ROLE_ARN,
  USER_ARN,
  failureOf,
  sendTo,
  throughNewTunnel,
} from './testing/cloud-world';

/** Cloud mode against a stand-in of the cloud: real TLS, a real proxy, and the sandbox behind them. */

const world = cloudWorld();

const sendDirectly = (host: string) => {
  configure({ HTTPS_PROXY: '' });
  return sendTo(host);
};

describe('a failure in cloud mode is reported as', () => {
  it.each([
    ['the proxy’s refusal', 502, 'Sluice.ProxyRejected'],
    ['failed proxy authentication', 407, 'Sluice.ProxyAuthentication'],
  ])('%s', async (_what, status, code) => {
    throughNewTunnel(world.cloud);
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
    throughNewTunnel(world.cloud);
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
