import type { ListenerError, sluiceCodes } from '@/lib/model/errors';

/** A pending write as the screens waiting for it get it. `until` is ISO 8601 in UTC. */
export type AwaitedAnswer = {
  operation: string;
  loadBalancerId: string;
  /** The instance's name, or its id if it has none. */
  instance: string;
  /** `portName` */
  port: string;
  until: string;
};

const UNSETTLED: typeof sluiceCodes.unsettledWrite = 'Sluice.UnsettledWrite';

const writeKeys = {
  CreateLoadBalancerTCPListener: 'create',
  SetLoadBalancerTCPListenerAttribute: 'edit',
  StartLoadBalancerListener: 'start',
  StopLoadBalancerListener: 'stop',
  DeleteLoadBalancerListener: 'delete',
} as const;
export type WriteKey = (typeof writeKeys)[keyof typeof writeKeys] | 'other';

/** The message key of a write, by its API action. */
export function writeKey(operation: string): WriteKey {
  return Object.entries(writeKeys).find(([name]) => name === operation)?.[1] ?? 'other';
}

/** Why an earlier write is in the way, as message values; null for every other rejection. */
export function awaitedReason({ code, awaited }: Pick<ListenerError, 'code' | 'awaited'>) {
  if (awaited === undefined) return null;
  if (code === 'Sluice.InstanceBusy') return 'instanceBusy';
  if (code === 'Sluice.WriteAwaited') return 'writeAwaited';
  return code === UNSETTLED ? 'unsettledWrite' : null;
}

/** Whether a rejection can be overridden by confirming. */
export function wantsConfirmation({ code }: Pick<ListenerError, 'code'>): boolean {
  return code === UNSETTLED;
}
