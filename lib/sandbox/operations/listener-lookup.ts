import { reject } from '../answer';
import { INVALID_PORT, INVALID_PROTOCOL, WRONG_PROTOCOL, type Rejection } from '../errors';
import type {
  Listener,
  ListenerOf,
  ListenerState,
  LoadBalancer,
  Protocol,
  StoredListener,
} from '../store/models';
import { findLoadBalancer, type Call } from './operation';

export const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp', 'http', 'https'];

export const MAXIMUM_PORT = 65_535;

export type ListenerStatus = 'running' | 'stopped' | 'starting' | 'stopping' | 'configuring';

/** The current status. It is computed from the time, so a restart in the middle of a change loses nothing. */
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
    // All callers require a port, so the pipeline has rejected a call without it.
    .onPort(loadBalancer.loadBalancerId, listenerPort ?? 0)
    .filter((stored) => protocol === undefined || stored.listener.protocol === protocol);
  return { loadBalancer, listeners };
}

/** The listener that a call for one protocol names; `missing` is how the call says that there is none (D15). */
export function findListenerOf<P extends Protocol>(
  call: Call,
  protocol: P,
  missing: Rejection,
): {
  readonly loadBalancer: LoadBalancer;
  readonly listener: ListenerOf<P>;
  readonly state: ListenerState;
} {
  const { loadBalancer, listeners } = findListeners(call);
  for (const { listener, state } of listeners) {
    if (isOf(listener, protocol)) return { loadBalancer, listener, state };
  }
  return reject(listeners.length === 0 ? missing : WRONG_PROTOCOL);
}

export function isOf<P extends Protocol>(listener: Listener, protocol: P): listener is ListenerOf<P> {
  return listener.protocol === protocol;
}
