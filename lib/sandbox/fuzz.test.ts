import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from './operations/table';
import type { WireParameters } from './testing/sign';
import { EDGE, HANGZHOU, parse, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const NAMES = [
  'Bandwidth',
  'BackendServerPort',
  'VServerGroupId',
  'Scheduler',
  'healthCheckInterval',
  'AclStatus',
  'AclId',
  'Description',
  'NextToken',
  'MaxResults',
  'PageNumber',
  'PageSize',
  'Tags',
  'Tag.1.Key',
  'Tag.1.Value',
  'LoadBalancerId.1',
  '__proto__',
  'constructor',
];

const text = fc.string({
  unit: fc.oneof(fc.constantFrom(...'09-,/%&=+ 监𠮷"<'), fc.string({ maxLength: 2 })),
  maxLength: 12,
});

const request = fc.record({
  action: fc.constantFrom(...OPERATIONS.keys(), 'toString', '__proto__'),
  method: fc.constantFrom('GET', 'POST'),
  format: fc.constantFrom('JSON', 'XML', 'json', undefined),
  fixed: fc.subarray<readonly [string, string]>([
    ['RegionId', HANGZHOU],
    ['LoadBalancerId', EDGE],
    ['ListenerPort', '443'],
    ['Bandwidth', '-1'],
  ]),
  more: fc.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), text), text), { maxLength: 6 }),
});

async function fingerprint(): Promise<unknown> {
  const { body } = await sandbox.call('DescribeLoadBalancerListeners', {
    RegionId: HANGZHOU,
    MaxResults: 100,
  });
  return body.Listeners;
}

test('whatever is asked gets an answer of the API, and a refusal changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ action, method, format, fixed, more }) => {
      const before = await fingerprint();
      // A surrogate half cannot be written in a query: the client would send, and sign, a replacement.
      const wire: WireParameters = [...fixed, ...more].map(
        ([name, value]) => [Buffer.from(name).toString(), Buffer.from(value).toString()] as const,
      );
      const reply = await sandbox.callV1(action, wire, { Format: format }, { method });
      expect(reply.status).toBeLessThan(500);
      expect(reply.text).not.toContain('SignatureDoesNotMatch');
      const isJson = reply.headers['content-type'] === 'application/json;charset=utf-8';
      const hasRequestId = isJson ? 'RequestId' in parse(reply.text) : reply.text.includes('<RequestId>');
      expect(hasRequestId).toBe(true);
      if (reply.status === 200) await sandbox.control('POST', 'reset', { seed: 'demo' });
      expect(await fingerprint()).toEqual(before);
    }),
    { numRuns: 150 },
  );
}, 30_000);
