import { beforeAll, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { OPERATIONS } from '../operations/table';
import { ACCEPTED } from '../testing/accepted';
import { EDGE, HANGZHOU, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';
import { makeCertificates, type Certificates } from '../tls/make-certificates';

/** What aliyungo and libcloud send to the host of a region: no RegionId in most calls. */

const sandbox = testSandbox({ defaultRegionId: HANGZHOU, settings: { transitionMillis: 0 } });
let made: Certificates;
beforeAll(async () => {
  made = await makeCertificates(sandbox.clock.millis);
});

const regional = [...OPERATIONS].filter(([, operation]) => operation.scope === 'regional');

const server = (ServerId: string, ServerType: string) => ({ ServerId, Port: 80, ServerType });
/** What writes need to be about something in the region, besides what they require. For reads these would be filters. */
const MORE: Parameters = {
  BackendServerPort: 80,
  ServerCertificateId: '1231579085529123_166f8204689_1714763408_709981430',
  MasterSlaveBackendServers: JSON.stringify([server('i-1', 'Master'), server('i-2', 'Slave')]),
  BackendServers: JSON.stringify([server('i-1', '')]),
  AclEntrys: '[{"entry":"10.255.0.0/16"}]',
  Tags: '[{"TagKey":"team","TagValue":"web"}]',
  'ResourceId.1': EDGE,
  'TagKey.1': 'env',
  'Tag.1.Key': 'env',
  'Tag.1.Value': 'prod',
};

/** Without what differs from one creation to the next. */
const comparable = (value: unknown) =>
  JSON.stringify(value)
    .replaceAll(/"(RequestId|Recommend)":"[^"]+"/g, '')
    .replaceAll(/\b(lb|rsp|acl|de)-[a-z0-9]+|\b\d+_[\da-f]+_\d+_\d+|\b198\.1[89]\.[\d.]+/g, '#');

describe.each(EDITION_NAMES)('on a regional endpoint, edition %s', (edition) => {
  /** The demo data, a CA certificate and a domain extension. */
  const reset = async (): Promise<Parameters> => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition });
    const ofRegion = { ...MORE, RegionId: HANGZHOU };
    const authority = await sandbox.call('UploadCACertificate', {
      ...ofRegion,
      CACertificate: made.authority,
    });
    const extension = await sandbox.call('CreateDomainExtension', {
      ...ofRegion,
      LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
      ListenerPort: 10443,
      Domain: 'www.example.com',
    });
    return {
      CACertificate: made.authority,
      ServerCertificate: made.certificate,
      PrivateKey: made.key,
      CACertificateId: String(authority.body.CACertificateId),
      DomainExtensionId: String(extension.body.DomainExtensionId),
    };
  };

  test.each(regional)(
    '%s gets the same response without RegionId as with it, and changes the same',
    async (action, { required, effect }) => {
      const outcome = async (region: Parameters) => {
        const more: Parameters = { ...MORE, ...(await reset()) };
        const parameters: Parameters = {
          ...Object.fromEntries(required.map((name) => [name, more[name] ?? ACCEPTED[name] ?? ''])),
          ...(effect === 'write' && more),
          ...(action.startsWith('CreateLoadBalancer') && { ListenerPort: 80 }),
          ...(action === 'MoveResourceGroup' && { ResourceType: 'loadbalancer' }),
        };
        const { status, body } = await sandbox.call(action, { ...parameters, ...region });
        return comparable([status, body, (await sandbox.control('GET', 'state')).body]);
      };
      const withRegion = await outcome({ RegionId: HANGZHOU });
      expect(await outcome({})).toBe(withRegion);
      // The response tells regions apart.
      expect(await outcome({ RegionId: 'cn-shanghai' })).not.toBe(withRegion);
    },
  );

  test('aliyungo spells LoadBalancerID in the calls of tags', async () => {
    await reset();
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
    await reset();
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
