import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAnsweringServer, succeed, type ReceivedRequest } from '@/lib/slb/testing/answering-server';
import { connectTo } from '@/lib/slb/testing/connection';
import { describeAccessControlList } from './access-control-lists';
import { describeListeners, describeTcpListener } from './listeners';
import { describeLoadBalancers } from './load-balancers';

/** Lists longer than the demo data has, and responses the sandbox does not give. */

let fieldsOf: (request: ReceivedRequest) => Record<string, unknown> = () => ({});
let server: Awaited<ReturnType<typeof startAnsweringServer>>;

beforeEach(async () => {
  server = await startAnsweringServer((request, response) => succeed(response, fieldsOf(request)));
  connectTo(server.port);
});

afterEach(() => server.stop());

describe('the entries of an access control list', () => {
  it("are read page by page, with this call's own name for the page number", async () => {
    fieldsOf = ({ parameters }) => ({
      AclId: '1323',
      AclName: 'office',
      TotalAclEntry: 120,
      AclEntrys: {
        AclEntry: Array.from({ length: parameters['Page'] === '3' ? 20 : 50 }, (_, index) => ({
          AclEntryIP: `10.${parameters['Page']}.${index}.0/24`,
        })),
      },
    });
    const result = await describeAccessControlList({ regionId: 'cn-hangzhou', aclId: '1323' });
    expect(result.ok && result.value.entries).toHaveLength(120);
    expect(server.requests.map(({ parameters }) => [parameters['Page'], parameters['PageSize']])).toEqual([
      ['1', '50'],
      ['2', '50'],
      ['3', '50'],
    ]);
  });
});

describe('the instances of a region', () => {
  it('are read page by page', async () => {
    fieldsOf = ({ parameters }) => ({
      TotalCount: 150,
      LoadBalancers: {
        LoadBalancer: Array.from({ length: parameters['PageNumber'] === '1' ? 100 : 50 }, (_, index) => ({
          LoadBalancerId: `lb-${parameters['PageNumber']}-${index}`,
        })),
      },
    });
    const result = await describeLoadBalancers({ regionId: 'cn-hangzhou' });
    expect(result.ok && result.value).toHaveLength(150);
    expect(server.requests).toHaveLength(2);
  });
});

describe('the listeners of many instances', () => {
  it('are requested ten instances at a time', async () => {
    fieldsOf = ({ parameters }) => ({
      Listeners: Object.entries(parameters)
        .filter(([name]) => name.startsWith('LoadBalancerId.'))
        .map(([, id]) => ({
          LoadBalancerId: id,
          ListenerPort: 80,
          ListenerProtocol: 'tcp',
          Status: 'running',
        })),
    });
    const loadBalancerIds = Array.from({ length: 23 }, (_, index) => `lb-${index}`);
    const result = await describeListeners({ regionId: 'cn-hangzhou', loadBalancerIds });
    expect(result.ok && result.value.map((listener) => listener.loadBalancerId)).toEqual(loadBalancerIds);
    expect(server.requests).toHaveLength(3);
    expect(server.requests[2]?.parameters).toEqual({
      RegionId: 'cn-hangzhou',
      MaxResults: '100',
      'LoadBalancerId.1': 'lb-20',
      'LoadBalancerId.2': 'lb-21',
      'LoadBalancerId.3': 'lb-22',
    });
  });
});

describe('a listener just created', () => {
  it('is not readable yet while its port is missing, and may be read again', async () => {
    fieldsOf = () => ({ ListenerPort: 0 });
    const listener = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };
    expect(await describeTcpListener(listener)).toMatchObject({
      ok: false,
      error: { kind: 'busy', code: 'Sluice.BadAnswer', retrySafe: true, outcome: 'not-done' },
    });
  });
});
