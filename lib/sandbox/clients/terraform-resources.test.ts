import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { callsOf, INCOMPLETE } from '../testing/calls';
import { EDGE, HANGZHOU, testSandbox, type Parameters } from '../testing/test-sandbox';

/** What Terraform's `alicloud_slb_load_balancer` and `alicloud_slb_listener` send, and the fields that they wait for. */

const sandbox = testSandbox({ settings: { transitionMillis: 0 } });
const { ask, outcome } = callsOf(() => sandbox);

/** Sent by every Create and Set of `alicloud_slb_listener`. */
const COMMON = { LoadBalancerId: EDGE, ListenerPort: '80', Bandwidth: '10', BackendServerPort: '8080' };
const V_SERVER_GROUP = 'rsp-cige6j5e7p';
const PRIMARY_SECONDARY_GROUP = 'rsp-0bfucwuotx';

const create = (more: Parameters = {}) => outcome('CreateLoadBalancerTCPListener', { ...COMMON, ...more });
const set = (more: Parameters = {}) => outcome('SetLoadBalancerTCPListenerAttribute', { ...COMMON, ...more });
const read = () =>
  ask('DescribeLoadBalancerTCPListenerAttribute', { LoadBalancerId: EDGE, ListenerPort: '80' });

describe.each(EDITION_NAMES)('Terraform, edition %s', (edition) => {
  beforeEach(async () => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition });
  });

  test('names the interval of the health check with a capital letter when it creates a listener', async () => {
    expect(await create({ HealthCheckInterval: '7', HealthCheckConnectTimeout: '8' })).toBe('done');
    expect(await read()).toMatchObject({ HealthCheckInterval: 7, HealthCheckConnectTimeout: 8 });
  });

  test('sends the ID of the bound VServer group with every change, without the switch', async () => {
    const bound = { VServerGroupId: V_SERVER_GROUP };
    expect(await create(bound)).toBe('done');
    expect(await set({ ...bound, Scheduler: 'rr', EstablishedTimeout: '600' })).toBe('done');
    expect(await read()).toMatchObject({ ...bound, Scheduler: 'rr', EstablishedTimeout: 600 });
  });

  test('sends the ID of the bound primary/secondary group with every change, without the switch', async () => {
    const bound = { MasterSlaveServerGroupId: PRIMARY_SECONDARY_GROUP };
    expect(await create(bound)).toBe('done');
    expect(await set({ ...bound, Scheduler: 'rr' })).toBe('done');
    expect(await read()).toMatchObject({ ...bound, Scheduler: 'rr' });
  });

  test('cannot bind another group without the switch', async () => {
    expect(await create()).toBe('done');
    expect(await set({ VServerGroupId: V_SERVER_GROUP })).toEqual(INCOMPLETE);
    expect(await set({ VServerGroupId: V_SERVER_GROUP, VServerGroup: 'on' })).toBe('done');
    expect(await read()).toMatchObject({ VServerGroupId: V_SERVER_GROUP });
  });

  test('creates an instance of a newer specification and waits until it is active', async () => {
    const { LoadBalancerId } = await ask('CreateLoadBalancer', {
      AddressIPVersion: 'ipv4',
      Bandwidth: 1,
      DeleteProtection: 'off',
      InternetChargeType: 'paybytraffic',
      LoadBalancerSpec: 'slb.s4.large',
      ClientToken: 'TF-CreateLoadBalancer-1',
    });
    expect(
      await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: String(LoadBalancerId) }),
    ).toMatchObject({ LoadBalancerStatus: 'active', LoadBalancerSpec: 'slb.s4.large' });
  });

  test('sends back the bandwidth that it has read, and the way of paying in words of its own', async () => {
    const { Bandwidth } = await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE });
    expect(Bandwidth).toBe(5120);
    const change = { LoadBalancerId: EDGE, Bandwidth: 5120, InternetChargeType: 'PayByBandwidth' };
    expect(await outcome('ModifyLoadBalancerInternetSpec', change)).toBe('done');
    expect(await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE })).toMatchObject({
      Bandwidth: 5120,
      InternetChargeType: 'paybybandwidth',
    });
  });

  test('finds each region in the list, although it sends the one of its provider block', async () => {
    const { Regions } = await ask('DescribeRegions', { RegionId: HANGZHOU });
    expect(Regions).toMatchObject({ Region: expect.objectContaining({ length: 37 }) });
  });
});
