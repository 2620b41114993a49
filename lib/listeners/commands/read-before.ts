import 'server-only';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import type { LoadBalancer, TcpListenerAttributes } from '@/lib/slb/responses';
import { rejection, rejectionByRule, type ListenerError } from '@/lib/model/errors';
import type { ListenerKey } from '@/lib/model/outcome';
import { changedConcurrently } from './local-errors';
import { protocolOn, readListener } from './read-back';
import { permitted } from '@/lib/model/permission';
import { mayDo, type ListenerAction, type Verdict } from '@/lib/model/rules';
import type { AuditState } from './audit-log';
import { isListenerOf } from './unsettled-writes';

/** A listener as it is right before a write; `attributes` is null if it was not read. */
export type ReadBefore =
  | { kind: 'there'; attributes: TcpListenerAttributes; loadBalancer: LoadBalancer; verdict: Verdict }
  | { kind: 'gone'; attributes: null }
  /** This prevents the write, whatever the listener's state. */
  | { kind: 'refused'; attributes: TcpListenerAttributes | null; error: ListenerError };

/**
 * Reads a listener and its instance at the same time, and checks the rules except the permission, which `executeWrite`
 * asks for. Rejects a listener that is no longer the
 * `confirmed` one.
 */
export async function readBefore(
  listener: ListenerKey,
  action: ListenerAction | 'edit',
  confirmed: AuditState | null,
): Promise<ReadBefore> {
  const [reading, loadBalancer] = await Promise.all([readListener(listener), describeLoadBalancer(listener)]);
  const attributes = reading.kind === 'there' ? reading.attributes : null;
  const rejected = (error: ListenerError): ReadBefore => ({ kind: 'refused', attributes, error });

  if (!loadBalancer.ok) return rejected(rejection(loadBalancer.error));
  const protocol = protocolOn(loadBalancer.value, listener.listenerPort);
  if (protocol !== 'tcp') return rejected(rejectionByRule('other-protocol', null));
  if (reading.kind === 'unreadable') return rejected(rejection(reading.error));
  if (reading.kind === 'gone') return { kind: 'gone', attributes: null };
  if (confirmed !== null && !isListenerOf(confirmed, reading.attributes))
    return rejected(changedConcurrently());
  const { status } = reading.attributes;
  const verdict = mayDo(action, { status, protocol }, loadBalancer.value, permitted);
  return { kind: 'there', attributes: reading.attributes, loadBalancer: loadBalancer.value, verdict };
}
