import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { config } from '@/lib/config';
import { callerOf } from './caller';
import { credentialsOf } from './credentials';
import { describeRegions } from './operations/regions';
import { onBehalfOf } from './on-behalf-of';
import {
  ACCOUNT,
  cloudConnection,
  cloudWorld,
  configure,
  ROLE_ARN,
  SESSION_MILLIS,
  USER,
  USER_ARN,
  failureOf,
  throughNewTunnel,
} from './testing/cloud-world';

/** Cloud mode against a stand-in of the cloud: real TLS, a real proxy, and the sandbox behind them. */

const world = cloudWorld();

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
    throughNewTunnel(world.cloud);
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
