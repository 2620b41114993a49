import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import type { CloudConnection } from '@/lib/cloud-settings';
import { config, forgetConfig } from '@/lib/config';
import { forgetCredentials } from '../credentials';
import { describeRegions } from '../operations/regions';
import type { SlbFailure } from '../result';
import { startCloud, type Cloud } from './cloud';
import { startSandbox, type Sandbox } from './sandbox';
import { sendOnce, SLB } from '../transport';

/** The account whose resources the sandbox has, and a user of it. */
export const ACCOUNT = '1000000000000001';
export const USER = {
  accessKeyId: 'LTAI5tUserOfTheCloud0001',
  accessKeySecret: 'secret-of-the-user-of-the-cloud',
};
export const USER_ARN = `acs:ram::${ACCOUNT}:user/alice`;

/** The same account by a role, for a session of 3 s. */
export const ROLE_ARN = `acs:ram::${ACCOUNT}:role/sluice`;
export const SESSION_MILLIS = 3_000;

const CHAIN = [
  'ACCESS_KEY_ID',
  'ACCESS_KEY_SECRET',
  'SECURITY_TOKEN',
  'CREDENTIALS_URI',
  'ECS_METADATA',
  'OIDC_PROVIDER_ARN',
  'OIDC_TOKEN_FILE',
  'PROFILE',
  'ROLE_ARN',
];

/** A machine on which the chain finds nothing and asks nobody. Returns its home folder. */
export async function emptyMachine(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'sluice-home-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('USERPROFILE', home);
  vi.stubEnv('ALIBABA_CLOUD_CREDENTIALS_FILE', join(home, 'none'));
  vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', 'true');
  for (const name of CHAIN) vi.stubEnv(`ALIBABA_CLOUD_${name}`, '');
  for (const name of ['https_proxy', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
  vi.stubEnv('SLUICE_MODE', 'cloud');
  return home;
}

/** Sets variables of the environment, and reads the configuration and the credentials again. */
export function configure(environment: Readonly<Record<string, string>>): void {
  forgetCredentials(config().connection);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  forgetConfig();
  forgetCredentials(config().connection);
}

export type CloudWorld = { cloud: Cloud; sandbox: Sandbox; home: string };

/** For the top of a test file: cloud mode against the stand-in, as the user, through the proxy. */
export function cloudWorld({ seed = 'demo' }: { seed?: 'demo' | 'large' } = {}): CloudWorld {
  const world = {} as CloudWorld;

  beforeAll(async () => {
    world.sandbox = await startSandbox({ seed });
    const certificateFile = process.env['NODE_EXTRA_CA_CERTS'] ?? '';
    world.cloud = await startCloud({
      authority: { folder: dirname(certificateFile), certificateFile },
      sandboxPorts: { [ACCOUNT]: world.sandbox.port },
    });
  }, 60_000);

  afterAll(async () => {
    await world.cloud.stop();
    await world.sandbox.stop();
  });

  beforeEach(async () => {
    const { cloud, sandbox } = world;
    await sandbox.reset();
    Object.assign(cloud.state, {
      certificate: 'valid',
      proxyStatus: 200,
      proxyUser: null,
      clockShiftMillis: 0,
    });
    for (const list of [cloud.tunnels, cloud.stsCalls]) list.length = 0;
    await cloud.addKey(USER.accessKeyId, {
      ...USER,
      accountId: ACCOUNT,
      arn: USER_ARN,
      identityType: 'RAMUser',
    });
    cloud.addRole(ROLE_ARN, { trusts: [ACCOUNT], externalId: 'ours', sessionMillis: SESSION_MILLIS });
    world.home = await emptyMachine();
    configure({
      HTTPS_PROXY: `http://127.0.0.1:${cloud.proxyPort}`,
      ALIBABA_CLOUD_ACCESS_KEY_ID: USER.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: USER.accessKeySecret,
    });
  });

  afterEach(async () => {
    forgetCredentials(config().connection);
    vi.unstubAllEnvs();
    forgetConfig();
    await rm(world.home, { recursive: true, force: true });
  });

  return world;
}

/** The connection to the cloud that is configured. */
export function cloudConnection(): CloudConnection {
  const { connection } = config();
  if (connection.mode === 'sandbox') throw new Error('It is not in cloud mode');
  return connection;
}

/** What no failure may contain, whatever it is about. */
const secrets = new RegExp(`${USER.accessKeyId}|${USER.accessKeySecret}|STS\\.|Signature=|ACS3-`);

/** The failure of a call, which has none of these. */
export const failureOf = async (): Promise<SlbFailure> => {
  const result = await describeRegions();
  if (result.ok) throw new Error('It succeeded');
  expect(JSON.stringify(result.error)).not.toMatch(secrets);
  return result.error;
};

/** One call to a host that is no host of the table, so that the test leaves this machine in no case. */
export const sendTo = (host: string) =>
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

/** Connections that are kept alive would not notice a change of the proxy or the certificate. */
export const throughNewTunnel = ({ proxyPort }: Cloud, user = 'someone'): void =>
  configure({ HTTPS_PROXY: `http://${user}-${crypto.randomUUID()}:pw@127.0.0.1:${proxyPort}` });
