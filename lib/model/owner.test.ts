import { describe, expect, test } from 'vitest';
import type { OwnerRule } from '@/lib/config';
import { ownerOf } from './owner';

const tag = (text: string) => {
  const [key = '', value = ''] = text.split('=');
  return { key, value };
};
const owner = (
  description: string | undefined,
  { tags = [], instance = [] }: { tags?: string[]; instance?: string[] },
  rules: readonly OwnerRule[] = [],
) => ownerOf({ description, tags: tags.map(tag), instanceTags: instance.map(tag) }, rules);

const kubernetes = { name: 'Kubernetes', by: 'kubernetes' };

describe('a listener is managed by Kubernetes', () => {
  test.each(['k8s/443/web/shop/c1a2b3', 'k8s_443_web_shop_c1a2b3', ' k8s/443/web/shop/c1a2b3 '])(
    'for the service that its description names: %j',
    (description) => {
      expect(owner(description, {})).toEqual({ ...kubernetes, service: { namespace: 'shop', name: 'web' } });
    },
  );

  test('if the cloud controller created its instance, whatever its description says', () => {
    expect(owner('by hand', { instance: ['kubernetes.do.not.delete=a9f'] })).toEqual(kubernetes);
    expect(owner(undefined, { instance: ['ack.aliyun.com=c1a2b3'] })).toEqual(kubernetes);
  });

  test('on an instance that services only use, if its description names one', () => {
    const instance = ['ack.aliyun.com=c1a2b3', 'kubernetes.reused.by.user=true'];
    expect(owner('by hand', { instance })).toBeNull();
    expect(owner('k8s/443/web/shop/c1a2b3', { instance })).toMatchObject(kubernetes);
  });
});

test.each([
  'k8s',
  'k8s/web',
  'k8s/x/web/shop/c1',
  'k8s/443/web/shop',
  'k8s/443_web_shop_c1',
  'not k8s/443/web/shop/c1',
])('the description %j names no service', (description) => {
  expect(owner(description, {})).toBeNull();
});

describe('the rules of the operator', () => {
  const rules = [
    { name: 'Terraform', key: 'managed-by', value: 'terraform' },
    { name: 'Terraform', key: 'created-by', value: 'tf-*' },
    { name: 'Platform team', key: 'platform', value: null },
  ];

  test('compare tags of the listener and of its instance, the first one decides', () => {
    expect(owner(undefined, { tags: ['managed-by=terraform', 'platform'] }, rules)).toEqual({
      name: 'Terraform',
      by: 'tag',
    });
    expect(owner(undefined, { instance: ['created-by=tf-network'] }, rules)?.name).toBe('Terraform');
    expect(owner(undefined, { tags: ['platform=anything'] }, rules)?.name).toBe('Platform team');
    expect(owner(undefined, { tags: ['managed-by=hand', 'created-by=x', 'plat'] }, rules)).toBeNull();
  });

  test('come after the marks of Kubernetes', () => {
    expect(owner('k8s/443/web/shop/c1', { tags: ['platform'] }, rules)?.name).toBe('Kubernetes');
  });
});
