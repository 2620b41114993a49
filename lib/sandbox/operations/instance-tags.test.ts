import { beforeEach, describe, expect, test } from 'vitest';
import { INVALID, NO_INSTANCE, callsOf } from '../testing/calls';
import { EDGE, listAt, testSandbox, type Parameters } from '../testing/test-sandbox';

const PAY = 'lb-bp1o94dp5i6earr9g6d1l';

const sandbox = testSandbox();
beforeEach(async () => {
  await sandbox.control('POST', 'reset', { seed: 'demo' });
});

const { ask, outcome } = callsOf(() => sandbox);

type Tag = { TagKey?: string; TagValue?: string };
const on = (LoadBalancerId: string, list: readonly Tag[] | string): Parameters => ({
  LoadBalancerId,
  Tags: typeof list === 'string' ? list : JSON.stringify(list),
});
const tagsOf = async (LoadBalancerId: string) =>
  listAt(await ask('DescribeLoadBalancerAttribute', { LoadBalancerId }), 'Tags', 'Tag');
const sets = async (filter: Parameters = {}) =>
  listAt(await ask('DescribeTags', filter), 'TagSets', 'TagSet');
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ TagKey: `k${index}`, TagValue: 'v' }));

describe('AddTags', () => {
  test('adds tags, and gives those that are there their new value', async () => {
    expect(
      await outcome(
        'AddTags',
        on(EDGE, [
          { TagKey: 'env', TagValue: 'test' },
          { TagKey: '组', TagValue: '' },
        ]),
      ),
    ).toBe('done');
    expect(await tagsOf(EDGE)).toEqual([
      { TagKey: 'env', TagValue: 'test' },
      { TagKey: '组', TagValue: '' },
    ]);
  });

  test('takes twenty on an instance and in a call', async () => {
    expect(await outcome('AddTags', on(EDGE, many(20)))).toEqual([
      400,
      'TagCountLimit',
      'Tags count limit exceeded.',
    ]);
    expect(await outcome('AddTags', on(EDGE, many(19)))).toBe('done');
    expect(await outcome('AddTags', on(EDGE, many(21)))).toEqual([
      400,
      'TagCreateCountLimit',
      'tags create count limit exceeded.',
    ]);
  });

  test('rejects keys and values that are reserved or too long', async () => {
    const KEY = [400, 'InvalidParam.TagKey', 'The specified Tag.Key is invalid.'] as const;
    const VALUE = [400, 'InvalidParam.TagValue', 'The specified Tag.Value is invalid.'] as const;
    expect(await outcome('AddTags', on(EDGE, [{ TagKey: 'acs:a' }]))).toEqual(KEY);
    expect(await outcome('AddTags', on(EDGE, [{ TagKey: 'k'.repeat(65) }]))).toEqual(KEY);
    expect(await outcome('AddTags', on(EDGE, [{ TagKey: 'k', TagValue: 'https://x' }]))).toEqual(VALUE);
    expect(await tagsOf(EDGE)).toHaveLength(1);
  });
});

describe('RemoveTags', () => {
  test('takes off by key, or by key and value; what is not there is skipped', async () => {
    expect(
      await outcome('RemoveTags', on(PAY, [{ TagKey: 'env', TagValue: 'test' }, { TagKey: 'none' }])),
    ).toBe('done');
    expect(await tagsOf(PAY)).toHaveLength(2);
    expect(await outcome('RemoveTags', on(PAY, [{ TagKey: 'env', TagValue: 'prod' }]))).toBe('done');
    expect(await outcome('RemoveTags', on(PAY, [{ TagKey: 'team' }]))).toBe('done');
    expect(await tagsOf(PAY)).toEqual([]);
  });
});

describe('DescribeTags', () => {
  test('answers each tag in use with the number of its instances', async () => {
    const body = await ask('DescribeTags');
    expect(body).toMatchObject({ PageNumber: 1, PageSize: 50, TotalCount: 2 });
    expect(listAt(body, 'TagSets', 'TagSet')).toEqual([
      { TagKey: 'env', TagValue: 'prod', InstanceCount: 2 },
      { TagKey: 'team', TagValue: '支付', InstanceCount: 1 },
    ]);
  });

  test('filters by instance, key and value', async () => {
    expect(await sets({ LoadBalancerId: EDGE })).toEqual([
      { TagKey: 'env', TagValue: 'prod', InstanceCount: 1 },
    ]);
    expect(await sets({ LoadBalancerId: 'lb-x' })).toEqual([]);
    expect(await sets({ Tags: '[{"TagKey":"team"}]' })).toHaveLength(1);
    expect(await sets({ Tags: '[{"TagKey":"env","TagValue":"test"}]' })).toEqual([]);
  });

  test('counts only keys if requested, each once per instance', async () => {
    await ask('AddTags', on(EDGE, [{ TagKey: 'env', TagValue: 'test' }]));
    expect(await sets({ Tags: '[{"TagKey":"env"}]' })).toHaveLength(2);
    expect(await sets({ Tags: '[{"TagKey":"env"}]', DistinctKey: 'true' })).toEqual([
      { TagKey: 'env', TagValue: '', InstanceCount: 2 },
    ]);
  });

  test('pages', async () => {
    const second = await ask('DescribeTags', { PageNumber: 2, PageSize: 1 });
    expect(second).toMatchObject({ PageNumber: 2, PageSize: 1, TotalCount: 2 });
    expect(listAt(second, 'TagSets', 'TagSet')).toMatchObject([{ TagKey: 'team' }]);
  });

  test.each<Parameters>([
    { PageSize: 101 },
    { PageSize: 0 },
    { PageNumber: 0 },
    { DistinctKey: 'yes' },
    { Tags: '{"env":["prod"]}' },
    { Tags: 'env' },
  ])('rejects %o', async (parameters) => {
    expect(await outcome('DescribeTags', parameters)).toEqual(INVALID);
  });

  test('rejects a value without its key', async () => {
    expect(await outcome('DescribeTags', { Tags: '[{"TagValue":"prod"}]' })).toEqual([
      400,
      'MissingParam.TagKey',
      'The parameter Tag.Key is required.',
    ]);
  });
});

test.each([
  '[{"TagKey":"k","TagValue":"v"}]',
  '[{"tagKey":"k","tagValue":"v"}]',
  '{"tagKey":"k","tagValue":"v"}',
  '{"k":"v"}',
  "[{'TagKey':'k','TagValue':'v'}]",
])('tags in the form %s are added, found and removed', async (Tags) => {
  const filter = { LoadBalancerId: EDGE, Tags };
  expect(await outcome('AddTags', filter)).toBe('done');
  expect(await tagsOf(EDGE)).toContainEqual({ TagKey: 'k', TagValue: 'v' });
  expect(await sets(filter)).toEqual([{ TagKey: 'k', TagValue: 'v', InstanceCount: 1 }]);
  expect(await outcome('RemoveTags', filter)).toBe('done');
  expect(await sets(filter)).toEqual([]);
});

describe.each(['AddTags', 'RemoveTags'])('%s rejects', (action) => {
  test.each(['env', '{"env":["prod"]}', '["env"]', '[{"TagKey":{}}]'])('%j', async (text) => {
    expect(await outcome(action, on(EDGE, text))).toEqual(INVALID);
  });

  test('a tag without a key, and an unknown instance', async () => {
    expect(await outcome(action, on(EDGE, [{ TagValue: 'prod' }]))).toEqual([
      400,
      'MissingParam.TagKey',
      'The parameter Tag.Key is required.',
    ]);
    expect(await outcome(action, on('lb-x', [{ TagKey: 'env' }]))).toEqual(NO_INSTANCE);
    expect(await tagsOf(EDGE)).toEqual([{ TagKey: 'env', TagValue: 'prod' }]);
  });
});
