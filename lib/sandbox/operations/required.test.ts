import { describe, expect, test } from 'vitest';
import { ACCEPTED } from '../testing/accepted';
import { NO_INSTANCE, callsOf, mandatory } from '../testing/calls';
import { HANGZHOU, outcomeOf, testSandbox } from '../testing/test-sandbox';
import { OPERATIONS } from './table';

const sandbox = testSandbox();

const { outcome } = callsOf(() => sandbox);

function withAllOf(required: readonly string[]): Record<string, string | number> {
  return Object.fromEntries(required.map((name) => [name, ACCEPTED[name] ?? '']));
}

const regional = [...OPERATIONS].filter(([, operation]) => operation.scope === 'regional');

describe.each(regional)('%s', (action, { required }) => {
  test('needs a region, and one that exists', async () => {
    expect(outcomeOf(await sandbox.call(action, withAllOf(required)))).toEqual(mandatory('RegionId'));
    expect(await outcome(action, { ...withAllOf(required), RegionId: 'cn-atlantis' })).toEqual([
      404,
      'InvalidRegionId.NotFound',
      'The specified RegionId does not exist.',
    ]);
  });

  test('needs each parameter that it requires, empty counting as absent', async () => {
    for (const name of required) {
      const { [name]: _, ...rest } = withAllOf(required);
      expect(await outcome(action, rest)).toEqual(mandatory(name));
      expect(await outcome(action, { ...rest, [name]: '' })).toEqual(mandatory(name));
    }
  });
});

test.each(regional.filter(([, { required }]) => required.includes('LoadBalancerId')))(
  '%s rejects an instance that does not exist',
  async (action, { required }) => {
    const call = { ...withAllOf(required), RegionId: HANGZHOU };
    // What an instance is looked up after: a pair has two servers.
    const pair = JSON.stringify([
      { ServerId: 'i-1', Port: 1, ServerType: 'Master' },
      { ServerId: 'i-2', Port: 1, ServerType: 'Slave' },
    ]);
    const more = { BackendServerPort: 80, ServerCertificateId: 'id', MasterSlaveBackendServers: pair };
    expect(await outcome(action, { ...call, ...more, LoadBalancerId: 'lb-unknown' })).toEqual(NO_INSTANCE);
  },
);
