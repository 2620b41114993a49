import { otherProtocols } from './protocol';
import { permissionReasons, type Permission } from './permission';

/**
 * What may be done to a listener in which state, and why not. The page and the service share this table: the page shows
 * the reason beside a disabled action, the service rejects based on what it has just read.
 */

export const listenerActions = ['start', 'stop', 'delete'] as const;
export type ListenerAction = (typeof listenerActions)[number];

export const blockReasons = [
  ...permissionReasons,
  'other-protocol',
  'console-protected',
  'delete-protected',
  'protection-unreadable',
  'instance-locked',
  'in-transition',
  'already-running',
  'already-stopped',
  'started-meanwhile',
] as const;
/**
 * Why an action is not possible. The messages are under `blockReason` in `domain`. `started-meanwhile`: the deletion was
 * confirmed while the listener was stopped.
 */
export type BlockReason = (typeof blockReasons)[number];

export type Blocked = {
  allowed: false;
  blockReason: BlockReason;
  /** The reason the instance's owner gave for its protection. */
  reason: string | null;
};
export type Verdict = { allowed: true } | Blocked;

/** The facts about an instance that decide what may be done on it. */
export type GuardedLoadBalancer = {
  status: string;
  deleteProtection: boolean;
  modificationProtection: { status: 'none' } | { status: 'console'; reason: string | null };
  /** Returned fields that cannot be parsed, by wire name. */
  unreadable?: readonly string[] | undefined;
};

export type GuardedListener = { status: string; protocol: string };

const allowed: Verdict = { allowed: true };
const because = (blockReason: BlockReason, reason: string | null = null): Blocked => ({
  allowed: false,
  blockReason,
  reason,
});

/** What a permission alone says. */
export function verdictOf(permission: Permission): Verdict {
  return permission.allowed ? allowed : because(permission.blockReason);
}

/**
 * SLB documents only `running` and `stopped`. Any other status means that the listener is in transition (slb-api.md
 * 5.1).
 */
export function isInTransition(status: string): boolean {
  const word = status.toLowerCase();
  return word !== 'running' && word !== 'stopped';
}

/**
 * Whether a listener may be created on an instance. Console protection only restricts the vendor's console, and the API
 * accepts the write anyway. Sluice is a console, so it honors it.
 */
export function mayCreateOn(loadBalancer: GuardedLoadBalancer): Verdict {
  return protectionOf(loadBalancer) ?? allowed;
}

/**
 * What protects an instance against changes; null if nothing does. A response without protection fields comes from an
 * endpoint that has no protection. A field that cannot be parsed may mean protection.
 */
function protectionOf({ modificationProtection, unreadable }: GuardedLoadBalancer): Blocked | null {
  if (modificationProtection.status === 'console')
    return because('console-protected', modificationProtection.reason);
  return unreadable?.includes('ModificationProtectionStatus') ? because('protection-unreadable') : null;
}

/**
 * What protects the listeners of an instance against an action; null if nothing does. Sluice does not send it, but SLB
 * may accept it from elsewhere.
 */
export function protectionAgainst(
  action: ListenerAction | 'edit',
  loadBalancer: GuardedLoadBalancer,
): Blocked | null {
  const protection = protectionOf(loadBalancer);
  if (protection !== null || action !== 'delete') return protection;
  if (loadBalancer.deleteProtection) return because('delete-protected');
  return loadBalancer.unreadable?.includes('DeleteProtection') ? because('protection-unreadable') : null;
}

/** Sluice has a schema for the settings of TCP listeners only; the other calls are the same for all protocols. */
function canBeDoneTo(protocol: string, action: ListenerAction | 'edit'): boolean {
  return protocol === 'tcp' || (action !== 'edit' && otherProtocols.some((name) => name === protocol));
}

/** Whether an action or a settings change is possible on a listener now, for whoever has this permission for it. */
export function mayDo(
  action: ListenerAction | 'edit',
  listener: GuardedListener,
  loadBalancer: GuardedLoadBalancer,
  permission: Permission,
): Verdict {
  if (!permission.allowed) return verdictOf(permission);
  if (!canBeDoneTo(listener.protocol, action)) return because('other-protocol');
  const protection = protectionAgainst(action, loadBalancer);
  if (protection !== null) return protection;

  const status = listener.status.toLowerCase();
  switch (action) {
    case 'start':
      if (loadBalancer.status === 'locked') return because('instance-locked');
      if (status === 'running') return because('already-running');
      if (isInTransition(status)) return because('in-transition');
      return allowed;
    case 'stop':
      if (loadBalancer.status === 'locked') return because('instance-locked');
      if (status === 'stopped') return because('already-stopped');
      if (isInTransition(status)) return because('in-transition');
      return allowed;
    // A locked instance accepts these (slb-api.md 5.1); it only forwards no traffic.
    case 'edit':
    case 'delete':
      if (isInTransition(status)) return because('in-transition');
      return allowed;
  }
}
