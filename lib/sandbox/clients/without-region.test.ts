import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { OPERATIONS } from '../operations/table';
import { ACCEPTED } from '../testing/accepted';
import { EDGE, HANGZHOU, listAt, outcomeOf, testSandbox, type Parameters } from '../testing/test-sandbox';

/** What aliyungo and libcloud send to the host of a region: no RegionId in most calls. */

const sandbox = testSandbox({ defaultRegionId: HANGZHOU, settings: { transitionMillis: 0 } });

const regional = [...OPERATIONS].filter(([, operation]) => operation.scope === 'regional');

describe.each(EDITION_NAMES)('on a regional endpoint, edition %s', (edition) => {
  const reset = async () => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition });
  };
  beforeEach(reset);

  test.each(regional)(
    '%s gets the same response without RegionId as with it',
    async (action, { required }) => {
      const parameters: Parameters = Object.fromEntries(required.map((name) => [name, ACCEPTED[name] ?? '']));
      const outcome = async (more: Parameters) =>
        outcomeOf(await sandbox.call(action, { ...parameters, ...more }));
      const withRegion = await outcome({ RegionId: HANGZHOU });
      await reset();
      expect(await outcome({})).toEqual(withRegion);
    },
  );

  test('aliyungo spells LoadBalancerID in the calls of tags', async () => {
    const call = async (action: string, parameters: Parameters) =>
      await sandbox.callV1(action, { LoadBalancerID: EDGE, ...parameters });
    const Tags = JSON.stringify([{ TagKey: 'client', TagValue: 'yes' }]);
    expect((await call('AddTags', { Tags })).status).toBe(200);
    const tagged = await sandbox.call('DescribeTags', { LoadBalancerID: EDGE, Tags });
    expect(listAt(tagged.body, 'TagSets', 'TagSet')).toEqual([
      { TagKey: 'client', TagValue: 'yes', InstanceCount: 1 },
    ]);
    expect((await call('RemoveTags', { Tags })).status).toBe(200);
    const rest = await sandbox.call('DescribeTags', { LoadBalancerID: EDGE, Tags });
    expect(listAt(rest.body, 'TagSets', 'TagSet')).toEqual([]);
  });

  test('libcloud makes, uses and deletes an instance, and names the region only when it lists and creates', async () => {
    const call = async (action: string, parameters: Parameters) => {
      const reply = await sandbox.call(action, parameters);
      expect(reply.status).toBe(200);
      return reply.body;
    };
    const made = await call('CreateLoadBalancer', { RegionId: HANGZHOU, LoadBalancerName: 'libcloud' });
    const LoadBalancerId = String(made.LoadBalancerId);
    await call('AddBackendServers', { LoadBalancerId, BackendServers: '[{"ServerId":"i-1","Weight":100}]' });
    const listener = { LoadBalancerId, ListenerPort: 80 };
    await call('CreateLoadBalancerTCPListener', {
      ...listener,
      RegionId: HANGZHOU,
      BackendServerPort: 80,
      Scheduler: 'wrr',
      Bandwidth: -1,
    });
    await call('StartLoadBalancerListener', listener);
    expect(await call('DescribeLoadBalancerAttribute', { LoadBalancerId })).toMatchObject({
      LoadBalancerStatus: 'active',
      ListenerPorts: { ListenerPort: [80] },
    });
    await call('StopLoadBalancerListener', listener);
    await call('DeleteLoadBalancer', { LoadBalancerId });
  });
});
