import { describe, expect, test } from 'vitest';

import { EDGE, HANGZHOU, outcomeOf, parse, testSandbox } from '../testing/test-sandbox';

const sandbox = testSandbox();

describe('method, path and format', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('rejects %s', async (method) => {
    const reply = await sandbox.send({ method, path: '/?Format=JSON' });
    expect(outcomeOf({ ...reply, body: parse(reply.text) })).toEqual([
      400,
      'UnsupportedHTTPMethod',
      'This http method is not supported.',
    ]);
  });

  test('rejects any path but /', async () => {
    const reply = await sandbox.send({ method: 'GET', path: '/slb?Format=JSON' });
    expect(outcomeOf({ ...reply, body: parse(reply.text) })).toEqual([
      404,
      'InvalidApi.NotFound',
      'Specified api is not found,please check your url and method.',
    ]);
  });

  test.each([
    ['JSON', 'application/json;charset=utf-8'],
    ['json', 'application/json;charset=utf-8'],
    ['XML', 'text/xml;charset=utf-8'],
    [undefined, 'text/xml;charset=utf-8'],
  ])('with Format %s answers %s', async (format, contentType) => {
    const reply = await sandbox.callV1('DescribeRegions', {}, { Format: format });
    expect(reply.headers['content-type']).toBe(contentType);
  });

  test('rejects another Format, in the XML that is the default', async () => {
    const reply = await sandbox.callV1('DescribeRegions', {}, { Format: 'YAML' });
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toBe('text/xml;charset=utf-8');
    expect(reply.text).toContain('<Code>InvalidParameter.Format</Code>');
    expect(reply.text).toContain('<Message>The specified parameter Format is not valid.</Message>');
  });

  test('the default of version 1 can be switched to JSON', async () => {
    await sandbox.control('POST', 'settings', { defaultFormat: 'JSON' });
    const reply = await sandbox.callV1('DescribeRegions', {}, { Format: undefined });
    expect(reply.headers['content-type']).toBe('application/json;charset=utf-8');
    await sandbox.control('POST', 'settings', { defaultFormat: 'XML' });
  });

  test('writes lists in XML as repeated elements, in their wrapper or bare', async () => {
    const xml = { Format: 'XML' };
    const attribute = await sandbox.callV1(
      'DescribeLoadBalancerAttribute',
      { RegionId: HANGZHOU, LoadBalancerId: EDGE },
      xml,
    );
    expect(attribute.text).toMatch(
      /^<\?xml version='1\.0' encoding='UTF-8' \?><DescribeLoadBalancerAttributeResponse><RequestId>[0-9A-F-]{36}<\/RequestId><LoadBalancerId>lb-bp1b6c719dfa08exfuca5<\/LoadBalancerId>/,
    );
    expect(attribute.text).toContain('<ListenerPorts><ListenerPort>443</ListenerPort><ListenerPort>2222<');
    const list = await sandbox.callV1(
      'DescribeLoadBalancerListeners',
      { RegionId: HANGZHOU, 'LoadBalancerId.1': EDGE, MaxResults: 2 },
      xml,
    );
    expect(list.text.match(/<Listeners><LoadBalancerId>/g)).toHaveLength(2);
    expect(list.text).toContain('<AclIds>1323</AclIds>');
  });

  test('escapes in XML what the caller sent', async () => {
    const reply = await sandbox.callV1(
      'DescribeRegions',
      [['a<b', '&"\'']],
      { Format: 'XML' },
      { secret: 'x' },
    );
    const message = /<Message>(.*)<\/Message>/s.exec(reply.text)?.[1] ?? '';
    expect(message).not.toMatch(/[<>"']/);
    expect(message.replaceAll('&amp;', '')).not.toContain('&');
  });

  test('a rejection carries RequestId, HostId and where to read on, in both formats', async () => {
    const overrides = { AccessKeyId: 'nobody' };
    const json = parse((await sandbox.callV1('DescribeRegions', {}, overrides)).text);
    expect(Object.keys(json)).toEqual(['RequestId', 'HostId', 'Code', 'Message', 'Recommend']);
    expect(json.HostId).toBe(`127.0.0.1:${sandbox.port}`);
    expect(json.Recommend).toBe(
      `https://api.aliyun.com/troubleshoot?q=InvalidAccessKeyId.NotFound&product=Slb&requestId=${String(json.RequestId)}`,
    );
    const xml = await sandbox.callV1('DescribeRegions', {}, { ...overrides, Format: 'XML' });
    expect(xml.text).toMatch(/<Error><RequestId>.*<HostId>.*<Code>.*<Message>.*<Recommend>.*<\/Error>$/);
  });
});

describe('region', () => {
  test('rejects a regional call without RegionId, and one with a blank one', async () => {
    const rejection = [400, 'MissingRegionId', 'RegionId is mandatory for this action.'] as const;
    expect(outcomeOf(await sandbox.call('DescribeLoadBalancers'))).toEqual(rejection);
    expect(outcomeOf(await sandbox.call('DescribeLoadBalancers', { RegionId: '' }))).toEqual(rejection);
  });

  test('rejects a region that does not exist', async () => {
    expect(outcomeOf(await sandbox.call('DescribeLoadBalancers', { RegionId: 'cn-atlantis' }))).toEqual([
      404,
      'InvalidRegionId.NotFound',
      'The specified RegionId does not exist.',
    ]);
  });
});
