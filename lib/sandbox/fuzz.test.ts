import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EDITION_NAMES } from './editions';
import { OPERATIONS } from './operations/table';
import { watchCommits } from './testing/content';
import { COMPANIONS, VALUES, makeResources } from './testing/fuzz-values';
import { sendRaw, type RawReply } from './testing/http';
import { commonV1, encode, headersV3, queryOf, signatureV1, type WireParameters } from './testing/sign';
import { KEY_ID, KEY_SECRET, listAt, parse, testSandbox } from './testing/test-sandbox';

/** A parameter, in the source of an operation. */
const READ =
  /\bread\.(?:text|checked|integer|oneOf|boolean|list|commaList)\(\s*'(\w+)'|\b(?:readServers|readJsonList|eitherSpelling)\([\w.]+, '(\w+)'/g;

/** Read in the same way, of the objects of a list. */
const KEYS_OF_SERVERS = ['ServerId', 'Port', 'Weight', 'Type', 'ServerIp', 'ServerType', 'Description'];

/** `SLUICE_FUZZ_REQUESTS=100000 npx vitest run lib/sandbox/fuzz.test.ts` is the whole exercise. */
const REQUESTS = Number(process.env.SLUICE_FUZZ_REQUESTS ?? 1000);
/** Requests that meet each other's traces before the demo data come back. */
const BATCH = 40;

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });

const SENSE: WireParameters = Object.entries(VALUES).flatMap(([key, values]) =>
  values.map((value) => [key, value] as const),
);

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

/** What the action requires and, mostly, its companions; then some of all, of which the first of a name counts. */
function wireOf(action: string) {
  const required = ['RegionId', ...(OPERATIONS.get(action)?.required ?? [])];
  const oneOf = (key: string) =>
    fc.constantFrom(...(VALUES[key] ?? [''])).map((value) => [key, value] as const);
  const some = (keys: readonly string[]) =>
    fc.tuple(...keys.map((key) => fc.option(oneOf(key), { freq: 20, nil: undefined })));
  return (
    fc
      .tuple(
        some(required),
        fc.option(some(COMPANIONS)),
        fc.oneof(fc.subarray([...SENSE], { maxLength: 6 }), fc.subarray([...SENSE])),
        fc.array(fc.tuple(name, text), { maxLength: 2 }),
      )
      // A surrogate half cannot be written in a query: the client would send, and sign, a replacement.
      .map(([first, companions, ...more]): WireParameters =>
        [...first, ...(companions ?? []), ...more.flat()]
          .filter((pair) => pair !== undefined)
          .map(([key, value]) => [Buffer.from(key).toString(), Buffer.from(value).toString()]),
      )
  );
}

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

/** An action, and parameters for it. */
const calls = action.chain((chosen) => wireOf(chosen).map((wire) => ({ action: chosen, wire })));

/** Of what was made before this batch. */
let ids: ReadonlyMap<string, string> = new Map();
const resolved = (wire: WireParameters): WireParameters =>
  wire.map(([key, value]) => [key, ids.get(value) ?? value]);

type Sent = Omit<Parameters<typeof sendRaw>[0], 'port'>;

/** Signed well under version 1, its parameters split between query and form. */
const signedV1 = fc
  .record({ call: calls, method: fc.constantFrom('GET', 'POST'), inForm: fc.nat(40), format: formats() })
  .map((given) => (): Sent => {
    const { action: called, wire } = given.call;
    const all = [
      ...commonV1(called, keys(), { Format: given.format, Action: called || undefined }),
      ...resolved(wire),
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
  .record({ call: calls, method: fc.constantFrom('GET', 'POST'), body: fc.oneof(fc.constant(''), text) })
  .map((given) => (): Sent => {
    const parameters = resolved(given.call.wire);
    return {
      method: given.method,
      path: `/?${queryOf(parameters)}`,
      headers: headersV3({
        ...keys(),
        method: given.method,
        host: `127.0.0.1:${sandbox.port}`,
        action: given.call.action,
        parameters,
        body: Buffer.from(given.body).toString(),
        contentType: 'application/x-www-form-urlencoded',
      }),
      ...(given.body !== '' && { body: Buffer.from(given.body).toString() }),
    };
  });

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

test('every parameter that the operations read is among those that are sent', () => {
  const folder = path.join(import.meta.dirname, 'operations');
  const sources = readdirSync(folder).filter((file) => /^[^.]+\.ts$/.test(file));
  const names = sources.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(READ)].map(
      ([, name, other]) => name ?? other ?? '',
    ),
  );
  const known = new Set([...Object.keys(VALUES).map((key) => key.split('.', 1)[0]), ...KEYS_OF_SERVERS]);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test(`whatever is asked gets an answer of the API, and a rejection changes nothing, ${REQUESTS} requests over`, async () => {
  const counts = { answered: 0, rejected: 0, committed: 0 };
  const answered = new Set<string>();
  const log = async () => listAt((await sandbox.control('GET', 'requests')).body, 'requests');
  const commits = watchCommits(sandbox.dataDir);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...EDITION_NAMES),
      fc.array(request, { minLength: BATCH, maxLength: BATCH, size: 'max' }),
      async (edition, batch) => {
        const wrong: string[] = [];
        await sandbox.control('POST', 'reset', { seed: 'demo' });
        await sandbox.control('POST', 'settings', { edition });
        ids = await makeResources(sandbox);
        const before = await log();
        commits.hasCommitted();
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
        for (const { action: called, httpStatus } of (await log()).slice(before.length)) {
          if (httpStatus === 200) answered.add(String(called));
        }
      },
    ),
    { numRuns: Math.ceil(REQUESTS / BATCH) },
  );
  commits.close();
  const silent = [...OPERATIONS.keys()].filter((known) => !answered.has(known));
  process.stdout.write(
    `${counts.answered} answered (${counts.committed} of them changed something), ${counts.rejected} rejected, none wrong; never answered: ${silent.join(', ') || 'none'}\n`,
  );
  // Nothing would be shown if all were rejected, or no change were seen.
  expect(Math.min(counts.answered, counts.rejected)).toBeGreaterThan(REQUESTS / 20);
  expect(counts.committed).toBeGreaterThan(REQUESTS / 200);
  expect(silent.length).toBeLessThan(OPERATIONS.size / (REQUESTS / 500));
}, 3_600_000);
