import 'server-only';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import type { LoadBalancer } from '@/lib/slb/responses';
import { rejection, rejectionByRule, type ListenerError } from '@/lib/model/errors';
import type { ListenerKey } from '@/lib/model/outcome';
import { changedConcurrently } from './local-errors';
import { protocolOn, readListener, type Reading } from './read-back';
import { permitted } from '@/lib/model/permission';
import { mayDo, type ListenerAction, type Verdict } from '@/lib/model/rules';
import type { AuditState } from './audit-log';
import { isSameListener } from './unsettled-writes';

type Found = Extract<Reading, { kind: 'there' }>;

/** A listener as it is right before a write; `found` is null if it was not read. */
export type ReadBefore =
  | { kind: 'there'; found: Found; loadBalancer: LoadBalancer; verdict: Verdict }
  | { kind: 'gone'; found: null }
  /** This prevents the write, whatever the listener's state. */
  | { kind: 'refused'; found: Found | null; error: ListenerError };

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
  const found = reading.kind === 'there' ? reading : null;
  const rejected = (error: ListenerError): ReadBefore => ({ kind: 'refused', found, error });

  if (!loadBalancer.ok) return rejected(rejection(loadBalancer.error));
  const protocol = listener.protocol ?? protocolOn(loadBalancer.value, listener.listenerPort);
  if (protocol === 'other') return rejected(rejectionByRule('other-protocol', null));
  if (reading.kind === 'unreadable') return rejected(rejection(reading.error));
  if (reading.kind === 'gone') return { kind: 'gone', found: null };
  if (confirmed !== null && !isSameListener(confirmed, reading.state)) return rejected(changedConcurrently());
  const { status } = reading.attributes;
  const verdict = mayDo(action, { status, protocol }, loadBalancer.value, permitted);
  return { kind: 'there', found: reading, loadBalancer: loadBalancer.value, verdict };
}
