import { INVALID_PORT, INVALID_PROTOCOL, LOAD_BALANCER_NOT_FOUND, type Rejection } from '../errors';
import type { ListenerState, LoadBalancer, Protocol, StoredListener } from '../store/models';
import { requiredText, type Call } from './operation';
import { parameterReader } from './parameter-reader';

export const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp', 'http', 'https'];

export const MAXIMUM_PORT = 65_535;

export type ListenerStatus = 'running' | 'stopped' | 'starting' | 'stopping' | 'configuring';

/** What the listener is at this moment. Computed, not timed: a restart in the middle of a change loses nothing. */
export function statusOf(state: ListenerState, nowMillis: number): ListenerStatus {
  return state.changing !== null && nowMillis < state.settlesAtMillis ? state.changing : state.stable;
}

type Found = {
  readonly ok: true;
  readonly loadBalancer: LoadBalancer;
  readonly listenerPort: number;
  /** On the port, of the protocol where one was requested. */
  readonly listeners: readonly StoredListener[];
};

/** The listeners that LoadBalancerId, ListenerPort and ListenerProtocol of a call name. */
export function findListeners(call: Call): Found | { readonly ok: false; readonly rejection: Rejection } {
  const read = parameterReader(call.parameters);
  const listenerPort = read.integer('ListenerPort', 1, MAXIMUM_PORT, INVALID_PORT);
  const protocol = read.oneOf('ListenerProtocol', PROTOCOLS, INVALID_PROTOCOL);
  const rejection = read.rejection();
  if (rejection !== null) return { ok: false, rejection };
  const loadBalancer = call.tables.loadBalancers.find(call.regionId, requiredText(call, 'LoadBalancerId'));
  if (loadBalancer === undefined) return { ok: false, rejection: LOAD_BALANCER_NOT_FOUND };
  // A call without a port is rejected before: it is required wherever this is used.
  const port = listenerPort ?? 0;
  const listeners = call.tables.listeners
    .onPort(loadBalancer.loadBalancerId, port)
    .filter((stored) => protocol === undefined || stored.listener.protocol === protocol);
  return { ok: true, loadBalancer, listenerPort: port, listeners };
}
