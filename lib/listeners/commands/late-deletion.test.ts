import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { inventory } from '@/lib/inventory/inventory';
import { rowsOf } from '@/lib/inventory/region-copy';
import { rereadListener } from '@/lib/inventory/reread-listener';
import { startAnsweringServer, succeed } from '@/lib/slb/testing/answering-server';
import { connectTo } from '@/lib/slb/testing/connection';
import { localActor } from '@/lib/model/actor';
import { changeListener } from './change-listener';

/**
 * What the sandbox does not simulate: the cloud confirms a deletion before the listener disappears (slb-api.md 5.8).
 */

const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };
const settings = {
  ListenerPort: 80,
  Status: 'running',
  Bandwidth: -1,
  Scheduler: 'wrr',
  BackendServerPort: 80,
  PersistenceTimeout: 0,
  EstablishedTimeout: 900,
  HealthCheck: 'on',
  AclStatus: 'off',
};
const instance = { LoadBalancerId: 'lb-1', LoadBalancerName: 'edge', LoadBalancerStatus: 'active' };
const rows = [{ ...settings, LoadBalancerId: 'lb-1', ListenerProtocol: 'tcp', TCPListenerConfig: settings }];

let server: Awaited<ReturnType<typeof startAnsweringServer>>;

dataFolder('file');

const regions = {
  Regions: {
    Region: [{ RegionId: key.regionId, LocalName: 'Hangzhou', RegionEndpoint: 'slb.aliyuncs.com' }],
  },
};

beforeAll(async () => {
  server = await startAnsweringServer(({ action }, response) => {
    if (action === 'DescribeRegions') succeed(response, regions);
    else if (action === 'DescribeLoadBalancerTCPListenerAttribute') succeed(response, settings);
    else if (action === 'DescribeLoadBalancerListeners') succeed(response, { Listeners: rows });
    else succeed(response, action === 'DescribeLoadBalancerAttribute' ? instance : {});
  });
  connectTo(server.port);
});

afterAll(() => server.stop());

async function listedStatuses(): Promise<string[]> {
  const copy = (await inventory()).regions.get(key.regionId);
  return copy === undefined ? [] : rowsOf(copy).map(({ status }) => status);
}

it('does not list as running what was just deleted and SLB still returns', async () => {
  await rereadListener(key);
  expect(await listedStatuses()).toEqual(['running']);
  expect(await changeListener('delete', key, localActor(null))).toMatchObject({
    ok: true,
    status: 'deleting',
  });
  expect(server.requests.map(({ action }) => action)).toContain('DeleteLoadBalancerListener');
  expect(await listedStatuses()).toEqual(['unknown']);
});
