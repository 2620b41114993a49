import { describe, expect, it } from 'vitest';
import { readJson } from './json';
import { sourceDictionary } from './source-dictionary';

const dictionary = await sourceDictionary();
const read = (value: unknown) => readJson(JSON.stringify(value), dictionary);
const problemsOf = (text: string) => {
  const result = readJson(text, dictionary);
  return result.ok ? [] : result.problems;
};

describe('an array of objects', () => {
  it('is read by the names of the columns, with numbers and lists as texts', () => {
    expect(
      read([
        {
          listenerPort: 80,
          Bandwidth: -1,
          HealthCheckHttpCode: ['http_2xx', 'http_3xx'],
          Description: null,
          team: 'a',
        },
        { ListenerPort: '81', Description: '=1' },
      ]),
    ).toMatchObject({
      rows: [
        { ListenerPort: '80', Bandwidth: '-1', HealthCheckHttpCode: 'http_2xx,http_3xx' },
        { ListenerPort: '81', Description: '=1' },
      ],
      notes: [{ code: 'unknown-columns', values: { columns: 'team' } }],
    });
  });
});

describe('the JSON export of the list', () => {
  const listener = {
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-1',
    listenerPort: 80,
    protocol: 'tcp',
    status: 'running',
    loadBalancerName: 'web',
    backend: { kind: 'vserver-group', groupId: 'rsp-1', name: 'g', serverCount: 2 },
    scheduler: 'wlc',
    bandwidthMbps: -1,
    access: { status: 'on', type: 'white', lists: [{ aclId: 'acl-1', name: 'office', entryCount: 3 }] },
    healthCheck: { status: 'on', type: 'tcp', connectPort: null, intervalSeconds: 2 },
    description: null,
  };

  it('becomes rows; what it has no columns for is named', () => {
    const result = read({
      exportedAt: '',
      complete: false,
      listeners: [listener, { ...listener, protocol: 'udp' }],
    });
    expect(result).toMatchObject({
      rows: [
        {
          RegionId: 'cn-hangzhou',
          LoadBalancerId: 'lb-1',
          ListenerPort: '80',
          VServerGroupId: 'rsp-1',
          Scheduler: 'wlc',
          Bandwidth: '-1',
          AclStatus: 'on',
          AclType: 'white',
          AclId: 'acl-1',
          HealthCheckSwitch: 'on',
          HealthCheckType: 'tcp',
          HealthCheckInterval: '2',
          Start: 'on',
        },
      ],
    });
    expect(result.ok && result.notes.map(({ code }) => code)).toEqual([
      'incomplete-export',
      'own-export',
      'other-protocols',
    ]);
  });
});

describe('a document that is wrong', () => {
  it('is refused with its place', () => {
    expect(problemsOf('[\n  {"ListenerPort": 80,}\n]')).toMatchObject([
      { code: 'json-syntax', line: 2, column: 23 },
    ]);
    expect(problemsOf('[{"ListenerPort": 80}\n')).toMatchObject([
      { code: 'json-syntax', line: 2, column: 1 },
    ]);
  });

  it('is refused as a whole', () => {
    expect(problemsOf('{"a": 1}')).toMatchObject([{ code: 'json-shape' }]);
    expect(problemsOf('[{"a": 1}]')).toMatchObject([{ code: 'json-shape' }]);
    expect(problemsOf('[]')).toMatchObject([{ code: 'empty' }]);
    expect(problemsOf('[{"ListenerPort": 80, "Port": 81}]')).toMatchObject([
      { code: 'repeated-column', values: { name: 'Port' } },
    ]);
    expect(problemsOf('[{"ListenerPort": [80, 81]}]')).toMatchObject([{ code: 'json-value' }]);
    expect(problemsOf('[x]')).toMatchObject([{ code: 'json-syntax' }]);
    expect(problemsOf('[{"ListenerPort": 80}, {"ListenerPort": {"a": 1}}]')).toMatchObject([
      { code: 'json-value', values: { name: 'ListenerPort', number: 2 } },
    ]);
  });
});
