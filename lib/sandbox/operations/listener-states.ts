import { reject, type Fields } from '../answer';
import {
  LISTENER_NOT_FOUND,
  OPERATION_DENY,
  OPERATION_NOT_ALLOWED,
  SERVICE_IS_CONFIGURING,
  SERVICE_IS_STOPPING,
  TOO_MANY_LISTENERS,
} from '../errors';
import { REDIRECT_TARGET } from '../errors-resources';
import type { ListenerKey, ListenerState, LoadBalancer } from '../store/models';
import { findListeners, statusOf, type ListenerStatus } from './listener-lookup';
import type { Call } from './operation';

type Target = {
  readonly loadBalancer: LoadBalancer;
  readonly listener: ListenerKey;
  readonly status: ListenerStatus;
};

/** The one listener a call is about (D15 if there is none). */
function targetOf(call: Call): Target {
  const { loadBalancer, listeners } = findListeners(call);
  const [stored = reject(LISTENER_NOT_FOUND), ...others] = listeners;
  if (others.length > 0) reject(TOO_MANY_LISTENERS);
  return { loadBalancer, listener: stored.listener, status: statusOf(stored.state, call.nowMillis) };
}

/** slb-api.md 5.1: stopped becomes starting, then running. The first Start of an instance makes it active (D32). */
export function startListener(call: Call): Fields {
  const { loadBalancer, listener, status } = targetOf(call);
  if (loadBalancer.status === 'locked') return reject(OPERATION_NOT_ALLOWED);
  switch (status) {
    case 'running':
      return reject(OPERATION_NOT_ALLOWED);
    case 'starting':
    case 'configuring':
      return reject(OPERATION_DENY);
    case 'stopping':
      return reject(SERVICE_IS_STOPPING);
    case 'stopped':
      if (loadBalancer.isUnstarted) call.tables.loadBalancers.update({ ...loadBalancer, isUnstarted: false });
      beginTransition(call, listener, 'starting', 'running');
      return {};
  }
}

/** slb-api.md 5.1: running becomes stopping, then stopped. Stopping a stopped listener succeeds (4.4). */
export function stopListener(call: Call): Fields {
  const { loadBalancer, listener, status } = targetOf(call);
  if (loadBalancer.status === 'locked') return reject(OPERATION_NOT_ALLOWED);
  switch (status) {
    case 'stopped':
      return {};
    case 'starting':
    case 'configuring':
      return reject(SERVICE_IS_CONFIGURING);
    case 'stopping':
      return reject(SERVICE_IS_STOPPING);
    case 'running':
      beginTransition(call, listener, 'stopping', 'stopped');
      return {};
  }
}

/** slb-api.md 3.11: a stopped or running listener is deleted at once; one that is changing is busy. */
export function deleteListener(call: Call): Fields {
  const { listener, status } = targetOf(call);
  if (listener.protocol === 'https' && hasRedirectTo(call, listener)) return reject(REDIRECT_TARGET);
  switch (status) {
    case 'starting':
    case 'configuring':
      return reject(SERVICE_IS_CONFIGURING);
    case 'stopping':
      return reject(SERVICE_IS_STOPPING);
    case 'running':
    case 'stopped':
      call.tables.listeners.remove(listener);
      return {};
  }
}

function hasRedirectTo({ tables }: Call, { loadBalancerId, listenerPort }: ListenerKey): boolean {
  return tables.listeners
    .onLoadBalancer(loadBalancerId)
    .some(({ listener }) => listener.protocol === 'http' && listener.forwardPort === listenerPort);
}

/** The listener is `changing` for the configured time, then `stable`. */
export function beginTransition(
  { tables, settings, nowMillis }: Call,
  listener: ListenerKey,
  changing: NonNullable<ListenerState['changing']>,
  stable: ListenerState['stable'],
): void {
  const settlesAtMillis = nowMillis + settings.transitionMillis;
  tables.listeners.setState(listener, { stable, changing, settlesAtMillis });
}
