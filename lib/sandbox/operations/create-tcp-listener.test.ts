import { beforeEach, describe, expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { listenerCalls } from '../testing/listener-calls';
import { EDGE, HANGZHOU, outcomeOf, testSandbox, type Parameters } from '../testing/test-sandbox';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { create, createWithout, read } = listenerCalls(() => sandbox);

describe('what is created', () => {
  test('the least that is needed gives a stopped listener with the documented defaults', async () => {
    expect(outcomeOf(await create())).toBe('done');
    const { RequestId: _, ...listener } = await read();
    expect(listener).toEqual({
      LoadBalancerId: EDGE,
      ListenerPort: 80,
      BackendServerPort: 8080,
      Status: 'stopped',
      Bandwidth: -1,
      Scheduler: 'wrr',
      SynProxy: 'disable',
      PersistenceTimeout: 0,
      EstablishedTimeout: 900,
      HealthCheck: 'on',
      HealthCheckType: 'tcp',
      HealthCheckConnectTimeout: 5,
      HealthCheckInterval: 2,
      HealthyThreshold: 3,
      UnhealthyThreshold: 3,
      HealthCheckDomain: '',
      HealthCheckURI: '/',
      HealthCheckHttpCode: 'http_2xx',
      AclStatus: 'off',
      ProxyProtocolV2Enabled: false,
      Tags: { Tag: [] },
    });
  });

  test('every parameter is kept as it was sent', async () => {
    expect(
      outcomeOf(
        await create({
          Bandwidth: 5000,
          Scheduler: 'wlc',
          PersistenceTimeout: 3600,
          EstablishedTimeout: 500,
          HealthCheckType: 'http',
          HealthCheckConnectPort: 8081,
          HealthCheckConnectTimeout: 100,
          healthCheckInterval: 3,
          HealthyThreshold: 4,
          UnhealthyThreshold: 5,
          HealthCheckDomain: '$_ip',
          HealthCheckURI: '/test/index.html',
          HealthCheckHttpCode: 'http_2xx,http_3xx',
          AclStatus: 'on',
          AclType: 'black',
          AclId: '1323',
          Description: 'Create a listener.',
          ConnectionDrain: 'on',
          ConnectionDrainTimeout: 10,
          ProxyProtocolV2Enabled: 'true',
          'Tag.1.Key': 'env',
          'Tag.1.Value': 'prod',
          'Tag.2.Key': 'blank',
        }),
      ),
    ).toBe('done');
    expect(await read()).toMatchObject({
      Bandwidth: 5000,
      Scheduler: 'wlc',
      PersistenceTimeout: 3600,
      EstablishedTimeout: 500,
      HealthCheckType: 'http',
      HealthCheckConnectPort: 8081,
      HealthCheckConnectTimeout: 100,
      HealthCheckInterval: 3,
      HealthyThreshold: 4,
      UnhealthyThreshold: 5,
      HealthCheckDomain: '$_ip',
      HealthCheckURI: '/test/index.html',
      HealthCheckHttpCode: 'http_2xx,http_3xx',
      AclStatus: 'on',
      AclType: 'black',
      AclId: '1323',
      AclIds: { AclId: ['1323'] },
      Description: 'Create a listener.',
      ConnectionDrain: 'on',
      ConnectionDrainTimeout: 10,
      ProxyProtocolV2Enabled: true,
      Tags: {
        Tag: [
          { TagKey: 'env', TagValue: 'prod' },
          { TagKey: 'blank', TagValue: '' },
        ],
      },
    });
  });

  test('with a VServer group no backend port is needed, nor answered when one was sent', async () => {
    expect(outcomeOf(await createWithout('BackendServerPort', { VServerGroupId: 'rsp-cige6j5e7p' }))).toBe(
      'done',
    );
    expect(outcomeOf(await create({ ListenerPort: 81, VServerGroupId: 'rsp-cige6j5e7p' }))).toBe('done');
    for (const port of [80, 81]) {
      const listener = await read({ ListenerPort: port });
      expect(listener.VServerGroupId).toBe('rsp-cige6j5e7p');
      expect(listener).not.toHaveProperty('BackendServerPort');
    }
  });

  test('with a primary/secondary group the backend port is kept beside it', async () => {
    expect(outcomeOf(await create({ MasterSlaveServerGroupId: 'rsp-0bfucwuotx' }))).toBe('done');
    expect(await read()).toMatchObject({
      MasterSlaveServerGroupId: 'rsp-0bfucwuotx',
      BackendServerPort: 8080,
    });
  });

  test.each(EDITION_NAMES)(
    'both spellings of the interval are read, and that of the reference counts, edition %s',
    async (edition) => {
      await sandbox.control('POST', 'settings', { edition });
      expect(outcomeOf(await create({ HealthCheckInterval: 50 }))).toBe('done');
      expect(await read()).toMatchObject({ HealthCheckInterval: 50 });
      const both = { ListenerPort: 81, healthCheckInterval: 7, HealthCheckInterval: 51 };
      expect(outcomeOf(await create(both))).toBe('done');
      expect(await read({ ListenerPort: 81 })).toMatchObject({ HealthCheckInterval: 7 });
    },
  );

  test('a blank value counts as absent', async () => {
    expect(
      outcomeOf(await create({ Scheduler: '', PersistenceTimeout: '', AclStatus: '', VServerGroupId: '' })),
    ).toBe('done');
    expect(await read()).toMatchObject({ Scheduler: 'wrr', PersistenceTimeout: 0, AclStatus: 'off' });
  });

  test('HTTP checks without a URI, and a URI without HTTP checks, are taken as they are', async () => {
    expect(outcomeOf(await create({ HealthCheckType: 'http' }))).toBe('done');
    expect(await read()).toMatchObject({ HealthCheckType: 'http', HealthCheckURI: '/' });
    expect(outcomeOf(await create({ ListenerPort: 81, HealthCheckURI: '/ready' }))).toBe('done');
    expect(await read({ ListenerPort: 81 })).toMatchObject({
      HealthCheckType: 'tcp',
      HealthCheckURI: '/ready',
    });
  });

  test('with the check off nothing about it is answered', async () => {
    expect(outcomeOf(await create({ HealthCheckSwitch: 'off' }))).toBe('done');
    const listener = await read();
    expect(listener.HealthCheck).toBe('off');
    expect(Object.keys(listener).filter((name) => name.startsWith('HealthCheck'))).toEqual(['HealthCheck']);
  });

  test('access control that is off leaves type and list out, whatever was sent', async () => {
    expect(outcomeOf(await create({ AclStatus: 'off', AclType: 'white', AclId: '1323' }))).toBe('done');
    const listener = await read();
    expect(listener).toMatchObject({ AclStatus: 'off' });
    expect(listener).not.toHaveProperty('AclId');
    expect(listener).not.toHaveProperty('AclType');
  });

  test("the reference's printed example lacks a region, then a backend port", async () => {
    const printed = { Bandwidth: -1, ListenerPort: 80, LoadBalancerId: EDGE };
    expect(outcomeOf(await sandbox.call('CreateLoadBalancerTCPListener', printed))).toEqual([
      400,
      'MissingRegionId',
      'RegionId is mandatory for this action.',
    ]);
    expect(
      outcomeOf(await sandbox.call('CreateLoadBalancerTCPListener', { ...printed, RegionId: HANGZHOU })),
    ).toEqual([400, 'MissingParameter', 'The BackendServerPort or VServerGroupId is required at lease one.']);
  });
});

describe('tags', () => {
  test.each<[string, Parameters, string, string]>([
    [
      'a value without a key',
      { 'Tag.1.Value': 'x' },
      'MissingParam.TagKey',
      'The parameter Tag.Key is required.',
    ],
    [
      'a key of 65 characters',
      { 'Tag.1.Key': 'k'.repeat(65) },
      'InvalidParam.TagKey',
      'The specified Tag.Key is invalid.',
    ],
    [
      'a reserved key',
      { 'Tag.1.Key': 'aliyun-x' },
      'InvalidParam.TagKey',
      'The specified Tag.Key is invalid.',
    ],
    [
      'a reserved prefix',
      { 'Tag.1.Key': 'acs:x' },
      'InvalidParam.TagKey',
      'The specified Tag.Key is invalid.',
    ],
    [
      'a URL as a key',
      { 'Tag.1.Key': 'xhttp://y' },
      'InvalidParam.TagKey',
      'The specified Tag.Key is invalid.',
    ],
    [
      'a value of 129 characters',
      { 'Tag.1.Key': 'k', 'Tag.1.Value': 'v'.repeat(129) },
      'InvalidParam.TagValue',
      'The specified Tag.Value is invalid.',
    ],
    [
      'a URL as a value',
      { 'Tag.1.Key': 'k', 'Tag.1.Value': 'https://y' },
      'InvalidParam.TagValue',
      'The specified Tag.Value is invalid.',
    ],
    [
      'twenty-one tags',
      Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`Tag.${index + 1}.Key`, `k${index}`])),
      'SizeLimitExceeded.Tag',
      'The maximum number of tags is exceeded.',
    ],
  ])('rejects %s', async (_, tags, code, message) => {
    expect(outcomeOf(await create(tags))).toEqual([400, code, message]);
  });
});
