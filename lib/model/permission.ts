import { roles, type Person, type Role } from './actor';

/**
 * Who may do what: the one function that decides it, and its reasons. Pages show the reason beside what is disabled, and
 * the service asks again, about the person as they are then, before it sends anything.
 */

type Rule = {
  /** The least role that may do it. */
  needs: Role;
  /** It changes listeners: limits apply, and `SLUICE_READ_ONLY` forbids it. */
  isWrite?: true;
};

const rules = {
  /** Every page and route. */
  read: { needs: 'viewer' },
  create: { needs: 'operator', isWrite: true },
  edit: { needs: 'operator', isWrite: true },
  start: { needs: 'operator', isWrite: true },
  stop: { needs: 'operator', isWrite: true },
  delete: { needs: 'operator', isWrite: true },
  'start-run': { needs: 'operator', isWrite: true },
  'retry-run': { needs: 'operator', isWrite: true },
  // What others may execute, though not a write itself.
  'edit-plan': { needs: 'operator' },
  // Only keeps calls from being made.
  'cancel-run': { needs: 'operator' },
  'administer-people': { needs: 'admin' },
} as const satisfies Readonly<Record<string, Rule>>;

export type Operation = keyof typeof rules;
/** What is done to a listener. */
export type ListenerOperation = Extract<Operation, 'create' | 'edit' | 'start' | 'stop' | 'delete'>;

export const operations = Object.keys(rules) as Operation[];

/**
 * What it is done to; null for what is of no instance. A part that is not given is not decided yet: nothing is limited by
 * it so far.
 */
export type Resource = { regionId?: string | undefined; loadBalancerId?: string | undefined };

export const permissionReasons = [
  'read-only',
  'disabled',
  'not-operator',
  'not-admin',
  'limit-account',
  'limit-region',
  'limit-instance',
] as const;
/** Why something is not permitted. The messages are under `blockReason` in `domain`. */
export type PermissionReason = (typeof permissionReasons)[number];

export type Permission = { allowed: true } | { allowed: false; blockReason: PermissionReason };

export const permitted: Permission = { allowed: true };

/** What somebody may do, as far as it does not depend on the resource. Serializable: pages pass it to the browser. */
export type Access = {
  /** `SLUICE_READ_ONLY`. */
  readOnly: boolean;
  /** The cloud account that is worked on; null if it is not known, so that no account limit permits it. */
  account: string | null;
  /** Null: disabled, or gone. */
  person: Pick<Person, 'role' | 'limits'> | null;
};

/**
 * Whether somebody may do something. Read-only mode is above all, then comes whether the person is still there, then the
 * role, then the limits. Pure.
 */
export function permissionOf(
  { readOnly, account, person }: Access,
  operation: Operation,
  resource: Resource | null = null,
): Permission {
  const rule: Rule = rules[operation];
  if (readOnly && rule.isWrite) return not('read-only');
  if (person === null) return not('disabled');
  if (roles.indexOf(person.role) < roles.indexOf(rule.needs))
    return not(rule.needs === 'admin' ? 'not-admin' : 'not-operator');
  if (!rule.isWrite) return permitted;

  const { accounts, regions, instances } = person.limits;
  if (accounts.length > 0 && (account === null || !isWithin(accounts, account))) return not('limit-account');
  const { regionId, loadBalancerId } = resource ?? {};
  if (regionId !== undefined && !isWithin(regions, regionId)) return not('limit-region');
  if (loadBalancerId !== undefined && !isWithin(instances, loadBalancerId)) return not('limit-instance');
  return permitted;
}

function not(blockReason: PermissionReason): Permission {
  return { allowed: false, blockReason };
}

/** Whether a limit lets a value through; an empty one lets everything through. */
function isWithin(patterns: readonly string[], value: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, value));
}

/** Whether a whole text matches a pattern, in which `*` matches any characters, also none. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return pattern === text;
  if (!text.startsWith(start) || !text.endsWith(end) || text.length < start.length + end.length) return false;
  let from = start.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= text.length - end.length;
}
