import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '@/lib/slb/testing/sandbox';
import { requestOf, type ApiRequest } from './api-request';
import { textOf } from './code';
import { expectedAnswer } from './reference';
import type { SnippetLanguage } from './languages';
import { snippetOf } from './snippet';
import { awkwardValues, creation, parametersOf, valuesOf } from './testing/requests';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
/** Inside the project, so that a program finds its packages. */
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'demo' });
  folder = await mkdtemp(join(root, 'dist/snippets-'));
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

const environment = () => ({
  ...process.env,
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tSluiceSandbox00001',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'sluice-sandbox-secret',
});

/** Runs the code as its reader would; returns what it prints. */
const runners = {
  async curl(text: string) {
    const file = join(folder, 'listener.sh');
    await writeFile(file, text);
    return (await run('sh', [file], { env: environment() })).stdout;
  },
  async cli(text: string) {
    const file = join(folder, 'listener.sh');
    await writeFile(file, text);
    const bin = dirname(await testCli());
    return (
      await run('sh', [file], {
        env: { ...environment(), PATH: `${bin}${delimiter}${process.env.PATH}` },
      })
    ).stdout;
  },
  async typescript(text: string) {
    const source = join(folder, 'listener.cts');
    const outfile = join(folder, 'listener.cjs');
    await writeFile(source, text);
    await build({
      entryPoints: [source],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'cjs',
    });
    return (await run(process.execPath, [outfile], { env: environment() })).stdout;
  },
} satisfies Partial<Record<SnippetLanguage, (text: string) => Promise<string>>>;

/**
 * A CLI that reads its arguments as `aliyun` does (its parser, cli/parser.go: `--Name=value`, split at the first of `=`
 * and `:`), and sends them with the vendor's older client.
 */
async function testCli(): Promise<string> {
  const program = join(folder, 'aliyun.cjs');
  const file = join(folder, 'aliyun');
  await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  await writeFile(
    program,
    `const { createRequire } = require('node:module');
const Client = createRequire(${JSON.stringify(join(root, 'package.json'))})('@alicloud/pop-core');
const [product, action, ...rest] = process.argv.slice(2);
if (product !== 'slb') throw new Error('unknown product ' + product);
const options = {};
for (const argument of rest) {
  const at = argument.search(/[=:]/);
  const name = at < 0 ? argument : argument.slice(0, at);
  if (!name.startsWith('--') || name.length < 3) throw new Error('not supported: ' + argument);
  options[name.slice(2)] = at < 0 ? true : argument.slice(at + 1);
}
const { endpoint, insecure, ...parameters } = options;
const client = new Client({
  endpoint: (insecure ? 'http://' : 'https://') + endpoint,
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  apiVersion: '2014-05-15',
});
client.request(action, parameters, { method: 'POST', formatParams: false }).then(
  (answer) => console.log(JSON.stringify(answer)),
  (error) => { console.error(error.message); process.exitCode = 1; },
);
`,
  );
  await chmod(file, 0o755);
  return file;
}

type Run = keyof typeof runners;
const runnable = Object.keys(runners) as Run[];

async function execute(language: Run, requests: readonly ApiRequest[]): Promise<string> {
  const snippet = snippetOf(language, requests, 'create');
  if (snippet === null) throw new Error('There is no code.');
  return runners[language](textOf(snippet.code));
}

const endpoint = () => ({ protocol: 'http', host: `127.0.0.1:${sandbox.port}` }) as const;
const COMMON = ['Action', 'Version', 'Format', 'SignatureMethod', 'SignatureVersion', 'Timestamp'];

/** What arrived of each request, oldest first, without the parameters of the protocol. */
async function received() {
  const requests = await sandbox.requests();
  return requests.map(({ action, parameters, code }) => ({
    action,
    code,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => !COMMON.includes(name))),
  }));
}

describe.each(runnable)('the code for %s', (language) => {
  it('creates, starts and deletes a listener of the sandbox', async () => {
    const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5', listenerPort: 19443 };
    const requests = [
      creation(
        '支付 /web_1.0-a',
        {
          ListenerPort: '19443',
          HealthCheckType: 'http',
          HealthCheckURI: '/a%20b&c#d?e',
          HealthCheckDomain: '$_ip',
        },
        endpoint(),
      ),
      { ...requestOf('DeleteLoadBalancerListener', key), endpoint: endpoint() },
    ];
    const printed = await execute(language, requests);
    expect(printed.match(/RequestId/g)).toHaveLength(2);
    expect(await received()).toEqual(
      requests.map((request) => ({ action: request.action, code: null, parameters: valuesOf(request) })),
    );
  });

  it('sends each awkward value as it is', async () => {
    // A shell passes no NUL on, and no value of a listener can hold one.
    const values = awkwardValues.filter((value) => !value.includes('\u0000'));
    const named = values.map((value, at) => [`Value${String(at).padStart(2, '0')}`, value] as const);
    const request = {
      action: 'DescribeRegions',
      endpoint: endpoint(),
      parameters: parametersOf(Object.fromEntries(named)),
    };
    await execute(language, [request]);
    expect((await received()).map(({ parameters }) => parameters)).toEqual([valuesOf(request)]);
  });
});

describe('the expected answer', () => {
  it('is what the sandbox answers to each write, but for the RequestId', async () => {
    const request = creation('web', { ListenerPort: '19444' }, endpoint());
    const answer = z.record(z.string(), z.string()).parse(JSON.parse(await execute('curl', [request])));
    const { json, xml } = expectedAnswer(request.action);
    const ofReference = z.object({ RequestId: z.string() }).parse(JSON.parse(json));
    expect(Object.keys(answer)).toEqual(Object.keys(ofReference));
    expect(xml).toContain(`<RequestId>${ofReference.RequestId}</RequestId>`);
  });
});

describe.each(runnable)('the code for %s, after a request that is rejected', (language) => {
  it("says so in SLB's words, and sends nothing more", async () => {
    const taken = creation('web', {}, endpoint());
    const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5', listenerPort: 443 };
    const start = { ...requestOf('StartLoadBalancerListener', key), endpoint: endpoint() };
    const failed: { stdout: string; stderr: string } = await execute(language, [taken, start]).then(
      () => Promise.reject(new Error('It went on.')),
      (error) => error,
    );
    expect(failed.stdout + failed.stderr).toContain('already exists');
    expect((await received()).map(({ action }) => action)).toEqual(['CreateLoadBalancerTCPListener']);
  });
});

describe('a program in TypeScript for many listeners', () => {
  it('creates and starts them in the order of the plan, and after a rejection prints what was done before it', async () => {
    const rows = Array.from({ length: 40 }, (_, at) =>
      creation(`web ${at}`, { ListenerPort: String(20_000 + at) }, endpoint()),
    );
    const started = ({ parameters, ...request }: ApiRequest): ApiRequest => ({
      ...request,
      action: 'StartLoadBalancerListener',
      parameters: parameters.filter(({ name }) => /^(?:RegionId|LoadBalancerId|ListenerPort)$/.test(name)),
    });
    const requests = rows.flatMap((row, at) => (at % 4 === 1 ? [row] : [row, started(row)]));
    const printed = await execute('typescript', requests);
    expect(printed.match(/^\w+ lb-\w+ \d+$/gm)).toHaveLength(70);
    expect(await received()).toEqual(
      requests.map((request) => ({ action: request.action, code: null, parameters: valuesOf(request) })),
    );

    await sandbox.reset();
    const rejected = rows.with(25, creation('again', { ListenerPort: '20000' }, endpoint()));
    const failed: { stdout: string; stderr: string } = await execute(
      'typescript',
      rejected.flatMap((row, at) => (at % 2 === 0 ? [row, started(row)] : [row])),
    ).then(
      () => Promise.reject(new Error('It went on.')),
      (error) => error,
    );
    expect(failed.stderr).toContain('Calls accepted before this one: 38');
    expect(failed.stdout.trimEnd()).toMatch(/CreateLoadBalancerTCPListener \S+ 20000$/);
    expect(await received()).toHaveLength(39);
  });
});
