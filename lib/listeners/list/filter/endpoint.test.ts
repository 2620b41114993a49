import { describe, expect, test } from 'vitest';
import { endpointOf, isAmongServers } from './endpoint';

const place = (host: string, port: number | null, protocol: string | null = null, mayBeServer = false) => ({
  host,
  port,
  protocol,
  mayBeServer,
});

describe('a place that connections go to is recognized in', () => {
  test.each([
    ['an address and a port', '47.98.112.40:443', place('47.98.112.40', 443, null, true)],
    ['full-width characters', '４７．９８．１１２．４０：４４３', place('47.98.112.40', 443, null, true)],
    ['a port with its protocol', '47.98.112.40:443/tcp', place('47.98.112.40', 443, 'tcp', true)],
    ['the name of an instance and a port', 'Edge-Prod:443', place('edge-prod', 443)],
    ['a Chinese name and a port', '支付:443', place('支付', 443)],
    ["Terraform's id", 'lb-bp1b6c719dfa08exfuca5:tcp:5672', place('lb-bp1b6c719dfa08exfuca5', 5672, 'tcp')],
    ["Terraform's older id", 'lb-bp1b6c719dfa08exfuca5:5672', place('lb-bp1b6c719dfa08exfuca5', 5672)],
    [
      'the id of the tag API',
      'lb-bp1b6c719dfa08exfuca5_tcp_5672',
      place('lb-bp1b6c719dfa08exfuca5', 5672, 'tcp'),
    ],
    ['a URL', 'https://47.98.112.40:8443/x?a=1#b', place('47.98.112.40', 8443, null, true)],
    ['a URL without a port', 'HTTPS://47.98.112.40/x', place('47.98.112.40', 443, null, true)],
    ['a URL of another service', 'redis://:secret@10.0.4.8/0', place('10.0.4.8', 6379, null, true)],
    ['a URL without a known port', 'tcp://10.0.4.8', place('10.0.4.8', null, null, true)],
    [
      'a URL of a listener in Sluice',
      'http://127.0.0.1:3000/listeners/cn-hangzhou/lb-bp1b6c719/443',
      place('lb-bp1b6c719', 443),
    ],
    ['a key as in exports', 'cn-hangzhou/lb-bp1b6c719/443', place('lb-bp1b6c719', 443)],
    ['an address alone', '10.0.4.8', place('10.0.4.8', null, null, true)],
    ['a server id', 'i-bp1d2x7kq3w8n5v0c4ma', place('i-bp1d2x7kq3w8n5v0c4ma', null, null, true)],
    ['a network interface and a port', 'eni-bp1d2x7kq3w8:8080', place('eni-bp1d2x7kq3w8', 8080, null, true)],
  ])('%s', (_, text, expected) => {
    expect(endpointOf(text)).toEqual(expected);
  });

  test('an IPv6 address, however it is written', () => {
    const written = ['2408:4000::1', '[2408:4000::1]', '2408:4000:0:0:0:0:0:1', '[2408:4000:0::0001]'];
    const hosts = new Set(written.map((text) => endpointOf(text)?.host));
    expect(hosts.size).toBe(1);
    expect(endpointOf('[2408:4000::1]:443')).toEqual({ ...endpointOf('2408:4000::1'), port: 443 });
    expect(endpointOf('https://[2408:4000::1]/')).toEqual(endpointOf('[2408:4000::1]:443'));
  });
});

test.each([
  '443',
  'edge-prod',
  'lb-bp1b6c719dfa08exfuca5',
  '443/tcp',
  'edge:0',
  'edge:65536',
  'edge:http',
  '10.0.0.0/8',
  '10.0.4',
  '[edge]:443',
  'a:b:443',
  ':443',
  'k8s/80/web/shop',
  '支付回调',
])('%j is a text to search', (text) => {
  expect(endpointOf(text)).toBeNull();
});

test('the servers of one observation are read once, however often they are searched', () => {
  let reads = 0;
  const servers = [
    {
      get serverId() {
        reads += 1;
        return 'i-bp1abcdef';
      },
      serverIp: '2408:4000:1:0::5',
      port: 8080,
    },
  ];
  const isFound = (text: string): boolean => {
    const endpoint = endpointOf(text);
    return endpoint !== null && isAmongServers(endpoint, servers);
  };
  expect(isFound('i-bp1abcdef:80')).toBe(false);
  expect(reads).toBe(0);
  expect(isFound('i-bp1abcdef:8080')).toBe(true);
  expect(isFound('[2408:4000:1::5]:8080')).toBe(true);
  expect(isFound('2408:4000:1::5')).toBe(true);
  expect(isFound('10.0.0.1')).toBe(false);
  expect(reads).toBe(1);
});
