import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { callsOf } from '../testing/calls';
import { EDGE, testSandbox } from '../testing/test-sandbox';

/** What the Kubernetes cloud controller for Alibaba Cloud sends about an instance. */

const sandbox = testSandbox();
const { ask, outcome } = callsOf(() => sandbox);

describe.each(EDITION_NAMES)('the Kubernetes cloud controller, edition %s', (edition) => {
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition });
  });

  test.each(['paybytraffic', 'paybybandwidth'])(
    'modifies the Internet specification of an instance to %s and 5120 Mbit/s, as Describe reports it',
    async (InternetChargeType) => {
      const change = { LoadBalancerId: EDGE, InternetChargeType, Bandwidth: 5120 };
      expect(await outcome('ModifyLoadBalancerInternetSpec', change)).toBe('done');
      expect(await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE })).toMatchObject({
        Bandwidth: 5120,
        InternetChargeType,
      });
    },
  );

  test.each(['slb.s4.large', 'slb.lcu.elastic', 'slb.s5.xlarge'])(
    'creates an instance with the specification %s',
    async (LoadBalancerSpec) => {
      const { LoadBalancerId } = await ask('CreateLoadBalancer', {
        AddressType: 'internet',
        LoadBalancerName: 'a1b2c3d4e5f6',
        LoadBalancerSpec,
        AddressIPVersion: 'ipv4',
        DeleteProtection: 'on',
        ModificationProtectionStatus: 'ConsoleProtection',
        ModificationProtectionReason: 'managed.by.ack',
        ClientToken: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      });
      expect(
        await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: String(LoadBalancerId) }),
      ).toMatchObject({ LoadBalancerSpec, DeleteProtection: 'on' });
    },
  );
});
