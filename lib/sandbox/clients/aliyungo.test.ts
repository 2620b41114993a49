import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { KEY_ID, KEY_SECRET, testSandbox, type TestSandbox } from '../testing/test-sandbox';

/**
 * The SLB tests of aliyungo, Debian's `golang-github-denverdino-aliyungo-dev`, unmodified: JSON over TLS, and no region in
 * most calls. What they leave to be filled in is in aliyungo-config_test.go.
 */

const BEIJING = 'cn-beijing';

const sandboxes = EDITION_NAMES.map((edition) =>
  testSandbox({
    seed: 'empty',
    tls: 'own',
    defaultRegionId: BEIJING,
    settings: { transitionMillis: 0, edition },
  }),
);

const run = promisify(execFile);
const GOPATH = '/usr/share/gocode';
const PACKAGE = 'github.com/denverdino/aliyungo/slb';
const CONFIG = fileURLToPath(new URL('./aliyungo-config_test.go', import.meta.url));

/** Forwarding rules are not served. */
const RULES = ['CreateRules', 'SetRule', 'DescribeRuleAttribute', 'DescribeRules', 'DeleteRules'];
/** Waits for five seconds before it looks whether its listener runs. */
const WAITING = ['LoadBlancer'];
const QUICK = [
  'Client_DescribeLoadBalancers',
  'DescribeRegions',
  'AddTags',
  'RemoveTags',
  'DescribeTags',
  'CleanUp',
  'CreateVServerGroup',
  'DescribeVServerGroups',
  'DescribeVServerGroupAttribute',
  'SetVServerGroupAttribute',
  'AddVServerGroupBackendServers',
  'ModifyVServerGroupBackendServers',
  'RemoveVServerGroupBackendServers',
  'DescribeLoadBalancerTCPListenerAttribute',
];
/** Deletes the groups that the first one finds, and listeners on ports 80 and 8080. */
const DELETING = ['DescribeVServerGroups', 'DeleteVServerGroup'];

/** The program that runs its tests, or null where Go or the package is not installed. */
async function compiled(folder: string): Promise<string | null> {
  const program = path.join(folder, 'slb.test');
  const overlay = path.join(folder, 'overlay.json');
  const added = path.join(GOPATH, 'src', PACKAGE, 'sandbox_config_test.go');
  await writeFile(overlay, JSON.stringify({ Replace: { [added]: CONFIG } }));
  const env = { ...process.env, GO111MODULE: 'off', GOPATH };
  const isThere = await run('go', ['list', PACKAGE], { env }).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  await run('go', ['test', '-c', '-vet=off', '-overlay', overlay, '-o', program, PACKAGE], { env });
  return program;
}

/** Which of its tests pass against this sandbox. */
async function passingTests(program: string, sandbox: TestSandbox): Promise<readonly (readonly string[])[]> {
  // This client reads the machine's own clock.
  sandbox.clock.millis = Date.now();
  const created = await sandbox.call('CreateLoadBalancer');
  const LoadBalancerId = String(created.body.LoadBalancerId);
  const listen = (ListenerPort: number) =>
    sandbox.call('CreateLoadBalancerTCPListener', {
      LoadBalancerId,
      ListenerPort,
      Bandwidth: -1,
      BackendServerPort: 8080,
    });
  const env = {
    ...process.env,
    SLB_ENDPOINT: `https://127.0.0.1:${sandbox.port}`,
    // Otherwise it would ask the cloud for the endpoint of the region.
    CUSTOMIZED_ENDPOINT: 'true',
    SSL_CERT_FILE: path.join(sandbox.dataDir, 'tls/authority.pem'),
    AccessKeyId: KEY_ID,
    AccessKeySecret: KEY_SECRET,
    RegionId: BEIJING,
    LoadBalancerId,
  };
  const passing = async (tests: readonly string[]) => {
    const sent = ['-test.v', '-test.run', `^Test(${tests.join('|')})$`];
    const { stdout } = await run(program, sent, { env }).catch((error: { readonly stdout: string }) => {
      throw new Error(error.stdout);
    });
    return [...stdout.matchAll(/^--- PASS: Test(\w+)/gm)].map(([, name = '']) => name);
  };
  const inTurn = async () => {
    await Promise.all([listen(80), listen(8080)]);
    const quick = await passing(QUICK);
    await listen(80);
    return [...quick, ...(await passing(DELETING))];
  };
  return Promise.all([passing(WAITING), inTurn()]);
}

test('aliyungo passes its own SLB tests, in both editions', async ({ skip }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'slb-aliyungo-'));
  try {
    const program = await compiled(folder);
    if (program === null) {
      // The reporter does not say why a test was skipped.
      process.stdout.write(
        'There is no aliyungo to test with: install golang-go and golang-github-denverdino-aliyungo-dev.\n',
      );
      return skip();
    }
    const passed = await Promise.all(sandboxes.map((sandbox) => passingTests(program, sandbox)));
    expect(passed).toEqual(EDITION_NAMES.map(() => [WAITING, [...QUICK, ...DELETING]]));

    const { stdout: all } = await run(program, ['-test.list', '.']);
    const known = new Set([...RULES, ...WAITING, ...QUICK, ...DELETING].map((name) => `Test${name}`));
    expect(new Set(all.trim().split('\n'))).toEqual(known);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
