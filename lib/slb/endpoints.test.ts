import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointOf, regionHosts } from './endpoints';

const sandbox = { mode: 'sandbox', port: 4010, accessKeyId: 'id', accessKeySecret: 'secret' } as const;
const cloud = { mode: 'cloud' } as const;

// slb-api.md section 2.
const onSharedHost =
  'cn-qingdao cn-beijing cn-hangzhou cn-shanghai cn-shenzhen cn-hongkong ap-southeast-1 us-east-1 us-west-1 ' +
  'cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-north-2-gov-1';
const onOwnHost =
  'cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-chengdu cn-heyuan cn-guangzhou cn-nanjing cn-fuzhou cn-wuhan-lr ' +
  'cn-zhengzhou-jva cn-beijing-finance-1 cn-heyuan-acdr-1 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ' +
  'ap-southeast-3 ap-southeast-5 ap-southeast-6 ap-southeast-7 eu-central-1 eu-west-1 me-east-1 me-central-1 na-south-1';
const regions = [...onSharedHost.split(' '), ...onOwnHost.split(' ')];

const hostileIds = [
  '',
  'evil.example.com',
  'x.evil.com/#',
  'cn-hangzhou@evil.com',
  'cn-hangzhou:8080',
  '../../etc',
  'cn-hangzhou\r\nHost: evil.com',
  'CN-HANGZHOU',
  'cn hangzhou',
  'cn-ｈangzhou',
  '-'.repeat(64),
];

describe('the endpoint in sandbox mode', () => {
  const loopback = { protocol: 'http', host: '127.0.0.1:4010' };

  it.each([...regions, ...hostileIds, null])('is this machine for %j', (regionId) => {
    expect(endpointOf(sandbox, regionId)).toEqual(loopback);
  });

  it('is this machine for any text', () => {
    const anyText = fc.property(fc.string({ unit: 'binary' }), (id) => {
      expect(endpointOf(sandbox, id)).toEqual(loopback);
    });
    expect(() => fc.assert(anyText)).not.toThrow();
  });
});

describe('the endpoint in cloud mode', () => {
  it.each(onSharedHost.split(' '))('is the shared host for %s', (regionId) => {
    expect(endpointOf(cloud, regionId)).toEqual({ protocol: 'https', host: 'slb.aliyuncs.com' });
  });

  it.each(onOwnHost.split(' '))('is a dedicated host for %s', (regionId) => {
    expect(endpointOf(cloud, regionId)).toEqual({ protocol: 'https', host: `slb.${regionId}.aliyuncs.com` });
  });

  it('is the shared host for a well-formed region that is not in the table', () => {
    expect(endpointOf(cloud, 'xx-new-9').host).toBe('slb.aliyuncs.com');
  });

  it('is the shared host for a call without a region', () => {
    expect(endpointOf(cloud, null).host).toBe('slb.aliyuncs.com');
  });

  it.each(hostileIds)('puts nothing of %j into an address', (regionId) => {
    expect(endpointOf(cloud, regionId).host).toBe('slb.aliyuncs.com');
  });

  it('is a host of the table for any text', () => {
    const hosts = new Set(regionHosts.values());
    const anyText = fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z0-9-]+$/)),
      (id) => {
        expect(hosts).toContain(endpointOf(cloud, id).host);
      },
    );
    expect(() => fc.assert(anyText)).not.toThrow();
    expect([...regionHosts.keys()].toSorted()).toEqual(regions.toSorted());
  });
});
