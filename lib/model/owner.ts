import type { OwnerRule } from '@/lib/config';
import type { Tag } from '@/lib/slb/responses';

/**
 * The tool that manages a listener: a controller that sets its state again, or a tool that reports every
 * other change as drift. Pure.
 */
export type Owner = {
  /** As shown, and as a filter compares it. */
  name: string;
  /** `kubernetes`: by the marks of its cloud controller. `tag`: by a rule of the operator. */
  by: 'kubernetes' | 'tag';
  /** The Kubernetes service, if the description names it. */
  service?: { namespace: string; name: string };
};

export const KUBERNETES = 'Kubernetes';

/** Tags that the cloud controller writes to instances. */
const CREATED_BY_KUBERNETES = 'kubernetes.do.not.delete';
const OF_CLUSTER = 'ack.aliyun.com';
/** An existing instance that a service uses: only the listeners of the service are managed. */
const REUSED = 'kubernetes.reused.by.user';

/** `k8s/<port>/<service>/<namespace>/<cluster>`, on private clouds with underscores. Names in Kubernetes have neither. */
const NAMED_BY_KUBERNETES = /^k8s([/_])(\d+)\1([^/_]+)\1([^/_]+)\1([^/_]+)$/;

type Marked = {
  description?: string | undefined;
  tags?: readonly Tag[] | undefined;
  instanceTags: readonly Tag[];
};

/** The owner of a listener; null if none is known. */
export function ownerOf(
  { description = '', tags = [], instanceTags }: Marked,
  rules: readonly OwnerRule[],
): Owner | null {
  const [, , , name, namespace] = NAMED_BY_KUBERNETES.exec(description.trim()) ?? [];
  if (name !== undefined && namespace !== undefined)
    return { name: KUBERNETES, by: 'kubernetes', service: { namespace, name } };
  const keys = new Set(instanceTags.map(({ key }) => key));
  if (keys.has(CREATED_BY_KUBERNETES) || (keys.has(OF_CLUSTER) && !keys.has(REUSED)))
    return { name: KUBERNETES, by: 'kubernetes' };
  for (const rule of rules)
    if ([...tags, ...instanceTags].some((tag) => matches(rule, tag))) return { name: rule.name, by: 'tag' };
  return null;
}

/** How many of these listeners have an owner, for each owner. */
export function countOwners(
  listeners: readonly { owner?: Owner | null | undefined }[],
): { owner: Owner; count: number }[] {
  const owners = new Map<string, { owner: Owner; count: number }>();
  for (const { owner } of listeners)
    if (owner) owners.set(owner.name, { owner, count: (owners.get(owner.name)?.count ?? 0) + 1 });
  return [...owners.values()];
}

function matches(rule: OwnerRule, { key, value }: Tag): boolean {
  if (rule.key !== key) return false;
  if (rule.value === null) return true;
  return rule.value.endsWith('*') ? value.startsWith(rule.value.slice(0, -1)) : value === rule.value;
}
