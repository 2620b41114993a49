import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EDITION_NAMES } from './editions';
import { OPERATIONS } from './operations/table';
import { watchCommits } from './testing/content';
import { sendRaw, type RawReply } from './testing/http';
import { commonV1, encode, headersV3, queryOf, signatureV1, type WireParameters } from './testing/sign';
import { EDGE, HANGZHOU, KEY_ID, KEY_SECRET, parse, testSandbox } from './testing/test-sandbox';

/** `SLUICE_FUZZ_REQUESTS=100000 npx vitest run lib/sandbox/fuzz.test.ts` is the whole exercise. */
const REQUESTS = Number(process.env.SLUICE_FUZZ_REQUESTS ?? 1000);
/** Requests that meet each other's traces before the demo data come back. */
const BATCH = 20;

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });

const SERVERS = '[{"ServerId":"i-bp1fuzz","Weight":"50","Port":"80","ServerType":"Master"}]';

/** Names that operations read, with values that let a call come far. */
const SENSE: WireParameters = [
  ['RegionId', HANGZHOU],
  ['LoadBalancerId', EDGE],
  ['LoadBalancerId.1', EDGE],
  ['ListenerPort', '443'],
  ['ListenerPort', '4430'],
  ['ListenerProtocol', 'tcp'],
  ['Bandwidth', '-1'],
  ['Bandwidth', '5'],
  ['BackendServerPort', '80'],
  ['VServerGroupId', 'rsp-cige6j5e7p'],
  ['MasterSlaveServerGroupId', 'rsp-0bfucwuotx'],
  ['Scheduler', 'sch'],
  ['Scheduler', 'wlc'],
  ['HealthCheckConnectPort', '-520'],
  ['UnhealthyThreshold', '1'],
  ['healthCheckInterval', '5'],
  ['HealthCheckSwitch', 'on'],
  ['AclStatus', 'on'],
  ['AclType', 'white'],
  ['AclId', '1323,acl-bp1bast7i0n2x'],
  ['AclId', '1323'],
  ['AclName', 'fuzz'],
  ['AclEntrys', '[{"entry":"10.0.0.0/8","comment":"c"}]'],
  ['AclEntrys', '[null]'],
  ['BackendServers', SERVERS],
  ['BackendServers', '{"ServerId":1}'],
  ['BackendServers', "[{'ServerId':'i-1','Port':'80', 'Type': 'eni'}]"],
  ['BackendServers', '["i-1"]'],
  ['MasterSlaveBackendServers', SERVERS],
  ['OldBackendServers', SERVERS],
  ['NewBackendServers', SERVERS],
  ['VServerGroupName', 'fuzz'],
  ['LoadBalancerName', 'fuzz'],
  ['LoadBalancerStatus', 'inactive'],
  ['LoadBalancerSpec', 'slb.s1.small'],
  ['InternetChargeType', 'paybybandwidth'],
  ['DeleteProtection', 'on'],
  ['ModificationProtectionStatus', 'ConsoleProtection'],
  ['AddressType', 'internet'],
  ['ResourceType', 'instance'],
  ['ResourceType', 'loadbalancer'],
  ['ResourceId', EDGE],
  ['ResourceId.1', EDGE],
  ['NewResourceGroupId', 'rg-fuzz'],
  ['Domain', '*.example.com'],
  ['InstanceChargeType', 'PayByCLCU'],
  ['PayType', 'PrePay'],
  ['PricingCycle', 'month'],
  ['Duration', '2'],
  ['TagKey.1', 'k'],
  ['Tag.1.Key', 'k'],
  ['Tag.1.Value', 'v'],
  ['Tags', '[{"TagKey":"k","TagValue":"v"}]'],
  ['Tags', '{"k":"v"}'],
  ['Description', '监听 1'],
  ['ClientToken', 'token'],
  ['MaxResults', '2'],
  ['PageNumber', '1'],
  ['PageSize', '2'],
  ['NextToken', 'bGIvMS90Y3A'],
  ['DryRun', 'true'],
];

const unit = fc.oneof(
  fc.constantFrom(...'09-,/%&=+~*!\'()[]{}:监𠮷"<\u0000\r\n'),
  fc.string({ maxLength: 2 }),
);
const text = fc.string({ unit, maxLength: 12 });
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...SENSE.map(([known]) => known)) },
  { weight: 1, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'Format', 'AccessKeyId', 'Action'),
  },
);

const wire = fc
  .tuple(fc.subarray([...SENSE]), fc.array(fc.tuple(name, text), { maxLength: 3 }))
  // A surrogate half cannot be written in a query: the client would send, and sign, a replacement.
  .map(([sense, more]): WireParameters =>
    [...sense, ...more].map(([key, value]) => [Buffer.from(key).toString(), Buffer.from(value).toString()]),
  );

const action = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...OPERATIONS.keys()) },
  { weight: 1, arbitrary: fc.constantFrom('toString', '__proto__', 'describeregions', '') },
);

const header = fc.tuple(
  fc.constantFrom(
    'content-type',
    'authorization',
    'x-acs-date',
    'x-acs-action',
    'x-acs-security-token',
    'accept',
    'x-forwarded-for',
    'content-encoding',
    'expect-nothing',
  ),
  fc.string({ unit: fc.constantFrom(...'aZ09=,;/ -:"%'), maxLength: 20 }),
);

type Sent = Omit<Parameters<typeof sendRaw>[0], 'port'>;

/** Signed well under version 1, its parameters split between query and form. */
const signedV1 = fc
  .record({ action, wire, method: fc.constantFrom('GET', 'POST'), inForm: fc.nat(40), format: formats() })
  .map((given) => (): Sent => {
    const all = [
      ...commonV1(given.action, keys(), { Format: given.format, Action: given.action || undefined }),
      ...given.wire,
    ];
    const signed = [...all, ['Signature', signatureV1(given.method, all, KEY_SECRET)] as const];
    const cut =
      given.method === 'POST' ? signed.length - Math.min(given.inForm, signed.length) : signed.length;
    return {
      method: given.method,
      path: `/?${queryOf(signed.slice(0, cut))}`,
      ...(cut < signed.length && {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: queryOf(signed.slice(cut)),
      }),
    };
  });

/** Signed well under version 3, with any body. */
const signedV3 = fc
  .record({ action, wire, method: fc.constantFrom('GET', 'POST'), body: fc.oneof(fc.constant(''), text) })
  .map((given) => (): Sent => ({
    method: given.method,
    path: `/?${queryOf(given.wire)}`,
    headers: headersV3({
      ...keys(),
      method: given.method,
      host: `127.0.0.1:${sandbox.port}`,
      action: given.action,
      parameters: given.wire,
      body: Buffer.from(given.body).toString(),
      contentType: 'application/x-www-form-urlencoded',
    }),
    ...(given.body !== '' && { body: Buffer.from(given.body).toString() }),
  }));

/** Not signed, or not as it claims: whatever bytes a client may send. */
const malformed = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
    path: fc.oneof(
      fc.constantFrom(
        '/',
        '//',
        '/?',
        '/?&&==',
        '/?%',
        '/?a=%E0%A4%A',
        '/*',
        '/_sandbox',
        '/_sandbox/',
        '/_sandbox/faults/1',
      ),
      text.map((query) => `/?${encodeSome(query)}`),
    ),
    headers: fc.array(header, { maxLength: 4 }),
    body: fc.oneof(fc.constant(undefined), text),
  })
  .map((given) => (): Sent => ({
    method: given.method,
    path: given.path,
    headers: Object.fromEntries(given.headers),
    body: given.body === undefined ? undefined : Buffer.from(given.body).toString(),
  }));

function formats() {
  return fc.constantFrom('JSON', 'XML', 'json', 'YAML', undefined);
}

function keys() {
  return { accessKeyId: KEY_ID, accessKeySecret: KEY_SECRET, nowMillis: sandbox.clock.millis };
}

/** Encoded, but for the signs that make a query odd. */
function encodeSome(query: string): string {
  return [...query].map((sign) => ('%&=+~*!()'.includes(sign) ? sign : encode(sign))).join('');
}

const request = fc.oneof(
  { weight: 4, arbitrary: signedV1 },
  { weight: 4, arbitrary: signedV3 },
  { weight: 1, arbitrary: malformed },
);

/** What is wrong with an answer, if anything. */
function faultOf({ method, path }: Sent, reply: RawReply | null): string[] {
  if (reply === null) return [`${method} ${path} was dropped`];
  if (reply.status >= 500) return [`${method} ${path} was answered ${reply.status} ${reply.text}`];
  if (path.startsWith('/_sandbox/') || method === 'HEAD') return [];
  const hasRequestId =
    reply.headers['content-type'] === 'application/json;charset=utf-8'
      ? 'RequestId' in parse(reply.text)
      : reply.text.includes('<RequestId>');
  return hasRequestId ? [] : [`${method} ${path} was answered ${reply.text}`];
}

test(`whatever is asked gets an answer of the API, and a rejection changes nothing, ${REQUESTS} requests over`, async () => {
  const counts = { answered: 0, rejected: 0, committed: 0 };
  const commits = watchCommits(sandbox.dataDir);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...EDITION_NAMES),
      fc.array(request, { minLength: BATCH, maxLength: BATCH, size: 'max' }),
      async (edition, batch) => {
        const wrong: string[] = [];
        await sandbox.control('POST', 'settings', { edition });
        for (const make of batch) {
          const sent = make();
          const reply = await sendRaw({ port: sandbox.port, ...sent });
          const isAnswered = reply?.status === 200;
          counts[isAnswered ? 'answered' : 'rejected'] += 1;
          wrong.push(...faultOf(sent, reply));
          const hasCommitted = commits.hasCommitted();
          if (hasCommitted) counts.committed += 1;
          if (hasCommitted && !isAnswered)
            wrong.push(`${sent.method} ${sent.path} was rejected and changed something`);
        }
        expect(wrong).toEqual([]);
        await sandbox.control('POST', 'reset', { seed: 'demo' });
        commits.hasCommitted();
      },
    ),
    { numRuns: Math.ceil(REQUESTS / BATCH) },
  );
  commits.close();
  process.stdout.write(
    `${counts.answered} answered (${counts.committed} of them changed something), ${counts.rejected} rejected, none wrong\n`,
  );
  // Nothing would be shown if all were rejected, or no change were seen.
  expect(Math.min(counts.answered, counts.rejected)).toBeGreaterThan(REQUESTS / 20);
  expect(counts.committed).toBeGreaterThan(REQUESTS / 200);
}, 3_600_000);
