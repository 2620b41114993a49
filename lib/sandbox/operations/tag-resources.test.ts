import { beforeEach, describe, expect, test } from 'vitest';
import {
  INCOMPLETE,
  INVALID,
  NO_INSTANCE,
  NO_LIST,
  NO_PRIMARY_SECONDARY_GROUP,
  NO_V_SERVER_GROUP,
  callsOf,
  mandatory,
} from '../testing/calls';
import { EDGE, at, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const PAY = 'lb-bp1o94dp5i6earr9g6d1l';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

const named = (ResourceType: string, ...ids: string[]): Parameters => ({
  ResourceType,
  ...Object.fromEntries(ids.map((id, index) => [`ResourceId.${index + 1}`, id])),
});
const tags = (...pairs: [string, string][]): Parameters =>
  Object.fromEntries(
    pairs.flatMap(([key, value], index) => [
      [`Tag.${index + 1}.Key`, key],
      [`Tag.${index + 1}.Value`, value],
    ]),
  );
const many = (count: number, prefix = 'k') =>
  tags(...Array.from({ length: count }, (_, index) => [`${prefix}${index}`, ''] as [string, string]));
const listed = async (parameters: Parameters) =>
  listAt(await ask('ListTagResources', parameters), 'TagResources', 'TagResource');

const KINDS: [string, string, readonly [number, string, string]][] = [
  ['instance', 'lb-bp13jaf5qli5xmgl1miup', NO_INSTANCE],
  [
    'listener',
    `${EDGE}_tcp_443`,
    [404, 'ListenerNotFound', 'You have not created a listener for the specified port of the load balancer.'],
  ],
  ['acl', '1323', NO_LIST],
  ['vservergroup', 'rsp-cige6j5e7p', NO_V_SERVER_GROUP],
  ['masterslaveservergroup', 'rsp-0bfucwuotx', NO_PRIMARY_SECONDARY_GROUP],
];

describe.each(KINDS)('a resource of type %s', (type, id, missing) => {
  test('is tagged, listed and untagged', async () => {
    expect(
      await outcome('TagResources', { ...named(type, id), ...tags(['env', 'dev'], ['team', '支付']) }),
    ).toBe('done');
    expect(await outcome('TagResources', { ...named(type, id), ...tags(['env', 'test']) })).toBe('done');
    const rows = [
      { ResourceId: id, ResourceType: type, TagKey: 'env', TagValue: 'test' },
      { ResourceId: id, ResourceType: type, TagKey: 'team', TagValue: '支付' },
    ];
    expect(await listed(named(type, id))).toEqual(rows);
    expect(await listed({ ResourceType: type, ...tags(['team', '支付']) })).toContainEqual(rows[1]);
    expect(
      await outcome('UntagResources', { ...named(type, id), 'TagKey.1': 'env', 'TagKey.2': 'none' }),
    ).toBe('done');
    expect(await listed(named(type, id))).toEqual([rows[1]]);
    expect(await outcome('UntagResources', { ...named(type, id), All: 'true' })).toBe('done');
    expect(await listed(named(type, id))).toEqual([]);
  });

  test('that is not there rejects tags, also for those named with it', async () => {
    const both = { ...named(type, id, `${id}x`), ...tags(['new', '1']) };
    expect(await outcome('TagResources', both)).toEqual(missing);
    expect(await outcome('UntagResources', { ...named(type, `${id}x`), All: 'true' })).toEqual(missing);
    expect((await listed(named(type, id))).map((row) => row.TagKey)).not.toContain('new');
    expect(await listed(named(type, `${id}x`))).toEqual([]);
  });

  test('of another region is not there', async () => {
    expect(
      await outcome('TagResources', { RegionId: 'cn-shenzhen', ...named(type, id), ...tags(['a', 'b']) }),
    ).toEqual(missing);
  });
});

describe('tags', () => {
  test('show where the resource is described', async () => {
    await ask('TagResources', { ...named('listener', `${EDGE}_tcp_443`), ...tags(['env', 'dev']) });
    const shown = [{ TagKey: 'env', TagValue: 'dev' }];
    const listener = { LoadBalancerId: EDGE, ListenerPort: 443 };
    expect(at(await ask('DescribeLoadBalancerTCPListenerAttribute', listener), 'Tags', 'Tag')).toEqual(shown);
    const list = await ask('DescribeLoadBalancerListeners', { 'LoadBalancerId.1': EDGE, 'Tag.1.Key': 'env' });
    expect(list).toMatchObject({ TotalCount: 1, Listeners: [{ ListenerPort: 443, Tags: shown }] });
  });

  test('of a listener name its protocol', async () => {
    await ask('TagResources', { ...named('listener', `${EDGE}_http_8081`), ...tags(['old', 'yes']) });
    expect(await listed({ ResourceType: 'listener' })).toEqual([
      { ResourceId: `${EDGE}_http_8081`, ResourceType: 'listener', TagKey: 'old', TagValue: 'yes' },
    ]);
  });

  test('are listed by key, by value, and page by page', async () => {
    expect(await listed({ ResourceType: 'instance', 'Tag.1.Key': 'env' })).toEqual([
      { ResourceId: EDGE, ResourceType: 'instance', TagKey: 'env', TagValue: 'prod' },
      { ResourceId: PAY, ResourceType: 'instance', TagKey: 'env', TagValue: 'prod' },
    ]);
    expect(
      await listed({ ResourceType: 'instance', ...tags(['env', 'prod'], ['team', '支付']) }),
    ).toHaveLength(2);
    for (const id of ['lb-bp13jaf5qli5xmgl1miup', 'lb-bp1v6t8y0u2i4o6p8a0sd', 'lb-bp1a3s5d7f9g1h3j5k7lz']) {
      await ask('TagResources', { ...named('instance', id), ...many(20) });
    }
    const first = await ask('ListTagResources', { ResourceType: 'instance' });
    expect(listAt(first, 'TagResources', 'TagResource')).toHaveLength(50);
    const second = await ask('ListTagResources', {
      ResourceType: 'instance',
      NextToken: String(first.NextToken),
    });
    expect(listAt(second, 'TagResources', 'TagResource')).toHaveLength(13);
    expect(second).not.toHaveProperty('NextToken');
  });

  test('are twenty on a resource at most, and a key that is there does not count again', async () => {
    expect(await outcome('TagResources', { ...named('instance', EDGE), ...many(20) })).toEqual([
      400,
      'TagCountLimit',
      'Tags count limit exceeded.',
    ]);
    expect(await outcome('TagResources', { ...named('instance', EDGE), ...many(19) })).toBe('done');
    expect(await outcome('TagResources', { ...named('instance', EDGE), ...tags(['env', 'new']) })).toBe(
      'done',
    );
    expect(await listed(named('instance', EDGE))).toHaveLength(20);
  });
});

describe('rejections', () => {
  test.each<[string, string, Parameters, readonly [number, string, string]]>([
    ['TagResources', 'a type it does not know', { ...named('server', EDGE), ...tags(['a', 'b']) }, INVALID],
    [
      'TagResources',
      'no resource',
      { ResourceType: 'instance', ...tags(['a', 'b']) },
      mandatory('ResourceId'),
    ],
    ['TagResources', 'no tag', named('instance', EDGE), mandatory('Tag')],
    [
      'TagResources',
      'a tag without a key',
      { ...named('instance', EDGE), 'Tag.1.Value': 'v' },
      [400, 'MissingParam.TagKey', 'The parameter Tag.Key is required.'],
    ],
    [
      'TagResources',
      'a key of 65 characters',
      { ...named('instance', EDGE), ...tags(['k'.repeat(65), '']) },
      [400, 'InvalidParam.TagKey', 'The specified Tag.Key is invalid.'],
    ],
    [
      'TagResources',
      'a reserved key',
      { ...named('instance', EDGE), ...tags(['aliyun-x', '']) },
      [400, 'InvalidParam.TagKey', 'The specified Tag.Key is invalid.'],
    ],
    [
      'TagResources',
      'a value of 129 characters',
      { ...named('instance', EDGE), ...tags(['k', 'v'.repeat(129)]) },
      [400, 'InvalidParam.TagValue', 'The specified Tag.Value is invalid.'],
    ],
    [
      'TagResources',
      'twenty-one tags',
      { ...named('instance', EDGE), ...many(21) },
      [400, 'TagCreateCountLimit', 'tags create count limit exceeded.'],
    ],
    [
      'TagResources',
      'twenty-one resources',
      { ...named('instance', ...Array.from({ length: 21 }, () => EDGE)), ...tags(['a', 'b']) },
      INVALID,
    ],
    [
      'TagResources',
      'a certificate',
      { ...named('certificate', 'cert-1'), ...tags(['a', 'b']) },
      [400, 'InvalidParameter', 'The specified resource does not exist.'],
    ],
    ['UntagResources', 'a type it does not know', { ...named('server', EDGE), All: 'true' }, INVALID],
    ['UntagResources', 'no resource', { ResourceType: 'instance', All: 'true' }, mandatory('ResourceId')],
    ['UntagResources', 'neither keys nor all', named('instance', EDGE), INCOMPLETE],
    ['UntagResources', 'a flag that is none', { ...named('instance', EDGE), All: 'yes' }, INVALID],
    ['ListTagResources', 'a type it does not know', { ResourceType: 'server' }, INVALID],
    ['ListTagResources', 'a token that is none', { ResourceType: 'instance', NextToken: '!' }, INVALID],
    [
      'ListTagResources',
      'a value without a key',
      { ResourceType: 'instance', 'Tag.1.Value': 'prod' },
      [400, 'MissingParam.TagKey', 'The parameter Tag.Key is required.'],
    ],
    ['ListTagResources', 'twenty-one tags', { ResourceType: 'instance', ...many(21) }, INVALID],
  ])('%s: %s', async (action, _, parameters, expected) => {
    expect(await outcome(action, parameters)).toEqual(expected);
    expect(await listed(named('instance', EDGE))).toHaveLength(1);
  });

  test('UntagResources with keys takes only those off, with any All', async () => {
    await ask('TagResources', { ...named('instance', EDGE), ...tags(['a', 'b']) });
    await ask('UntagResources', { ...named('instance', EDGE), 'TagKey.1': 'a', All: 'true' });
    expect(await listed(named('instance', EDGE))).toHaveLength(1);
  });

  test('certificates to list: there are none', async () => {
    expect(await listed({ ResourceType: 'certificate' })).toEqual([]);
  });
});
