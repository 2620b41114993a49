import { answer, reject, type Answer } from '../answer';
import {
  LISTENER_NOT_FOUND,
  OPERATION_DENY,
  OPERATION_NOT_ALLOWED,
  SERVICE_IS_CONFIGURING,
  SERVICE_IS_STOPPING,
  TOO_MANY_LISTENERS,
  type Rejection,
} from '../errors';
import type { Listener, LoadBalancer } from '../store/models';
import { findListeners, statusOf, type ListenerStatus } from './listener-lookup';
import type { Call } from './operation';

type Target =
  | {
      readonly ok: true;
      readonly loadBalancer: LoadBalancer;
      readonly listener: Listener;
      readonly status: ListenerStatus;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/** The one listener a call is about (D15 if there is none). */
function targetOf(call: Call): Target {
  const found = findListeners(call);
  if (!found.ok) return found;
  const [stored, ...others] = found.listeners;
  if (stored === undefined) return { ok: false, rejection: LISTENER_NOT_FOUND };
  if (others.length > 0) return { ok: false, rejection: TOO_MANY_LISTENERS };
  return {
    ok: true,
    loadBalancer: found.loadBalancer,
    listener: stored.listener,
    status: statusOf(stored.state, call.nowMillis),
  };
}

/** slb-api.md 5.1: stopped becomes starting, then running. */
export function startListener(call: Call): Answer {
  const target = targetOf(call);
  if (!target.ok) return reject(target.rejection);
  if (target.loadBalancer.status === 'locked') return reject(OPERATION_NOT_ALLOWED);
  switch (target.status) {
    case 'running':
      return reject(OPERATION_NOT_ALLOWED);
    case 'starting':
    case 'configuring':
      return reject(OPERATION_DENY);
    case 'stopping':
      return reject(SERVICE_IS_STOPPING);
    case 'stopped':
      call.tables.listeners.setState(target.listener, {
        stable: 'running',
        changing: 'starting',
        settlesAtMillis: call.nowMillis + call.settings.transitionMillis,
      });
      return answer();
  }
}

/** slb-api.md 5.1: running becomes stopping, then stopped. Stopping a stopped listener succeeds (4.4). */
export function stopListener(call: Call): Answer {
  const target = targetOf(call);
  if (!target.ok) return reject(target.rejection);
  if (target.loadBalancer.status === 'locked') return reject(OPERATION_NOT_ALLOWED);
  switch (target.status) {
    case 'stopped':
      return answer();
    case 'starting':
    case 'configuring':
      return reject(SERVICE_IS_CONFIGURING);
    case 'stopping':
      return reject(SERVICE_IS_STOPPING);
    case 'running':
      call.tables.listeners.setState(target.listener, {
        stable: 'stopped',
        changing: 'stopping',
        settlesAtMillis: call.nowMillis + call.settings.transitionMillis,
      });
      return answer();
  }
}

/** slb-api.md 3.11: a listener that is stopped or running goes at once; one that is changing is busy. */
export function deleteListener(call: Call): Answer {
  const target = targetOf(call);
  if (!target.ok) return reject(target.rejection);
  switch (target.status) {
    case 'starting':
    case 'configuring':
      return reject(SERVICE_IS_CONFIGURING);
    case 'stopping':
      return reject(SERVICE_IS_STOPPING);
    case 'running':
    case 'stopped':
      call.tables.listeners.remove(target.listener);
      return answer();
  }
}
