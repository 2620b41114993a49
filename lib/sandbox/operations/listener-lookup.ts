import { INVALID_PORT, INVALID_PROTOCOL } from '../errors';
import type { ListenerState, LoadBalancer, Protocol, StoredListener } from '../store/models';
import { findLoadBalancer, type Call } from './operation';

export const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp', 'http', 'https'];

export const MAXIMUM_PORT = 65_535;

export type ListenerStatus = 'running' | 'stopped' | 'starting' | 'stopping' | 'configuring';

/** What the listener is at this moment. Computed, not timed: a restart in the middle of a change loses nothing. */
export function statusOf(state: ListenerState, nowMillis: number): ListenerStatus {
  return state.changing !== null && nowMillis < state.settlesAtMillis ? state.changing : state.stable;
}

/** The listeners that LoadBalancerId, ListenerPort and, where it is given, ListenerProtocol of a call name. */
export function findListeners(call: Call): {
  readonly loadBalancer: LoadBalancer;
  readonly listeners: readonly StoredListener[];
} {
  const { read } = call;
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const protocol = read.oneOf('ListenerProtocol', PROTOCOLS, INVALID_PROTOCOL);
  const loadBalancer = findLoadBalancer(call);
  const listeners = call.tables.listeners
    // A call without a port is rejected before: it is required wherever this is used.
    .onPort(loadBalancer.loadBalancerId, listenerPort ?? 0)
    .filter((stored) => protocol === undefined || stored.listener.protocol === protocol);
  return { loadBalancer, listeners };
}
