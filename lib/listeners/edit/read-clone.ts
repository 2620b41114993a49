import 'server-only';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import { cloneValues, type CloneSource } from './clone-values';
import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import { readEarlierState, type EarlierState } from './earlier-state';
import type { ListenerKey } from '@/lib/model/outcome';
import { listenerKeyOf } from '@/lib/listeners/detail/page-address';
import { readListener } from '@/lib/listeners/commands/read-back';
import { settingsOf, unreturnedFields, type Settings } from '@/lib/model/settings';

/** Initial values of a form that clones. */
export type Clone = { values: ListenerFormValues; source: CloneSource; earlier: EarlierState | null };

/**
 * The clone a URL requests: `from` names a listener (`REGION/INSTANCE/PORT`), `restore` an audit log entry. Null if it
 * cannot be found; the form then starts blank.
 */
export async function readClone(
  from: string | string[] | undefined,
  restore: string | string[] | undefined,
): Promise<Clone | null> {
  if (typeof restore === 'string' && /^\d{1,15}$/.test(restore)) {
    const earlier = await readEarlierState(Number(restore));
    return earlier && { ...(await named({ ...earlier, keepPort: true })), earlier };
  }
  const [regionId, loadBalancerId, listenerPort, ...more] = typeof from === 'string' ? from.split('/') : [];
  if (regionId === undefined || loadBalancerId === undefined || listenerPort === undefined || more.length > 0)
    return null;
  const listener = listenerKeyOf({ regionId, loadBalancerId, listenerPort });
  const reading = listener && (await readListener(listener));
  if (listener === null || reading?.kind !== 'there') return null;
  const { backendServerPort } = reading.attributes;
  const copied = await named({
    listener,
    settings: settingsOf(reading.attributes),
    unreturned: unreturnedFields(reading.attributes),
    backendServerPort: backendServerPort === undefined ? null : String(backendServerPort),
  });
  return { ...copied, earlier: null };
}

async function named(source: {
  listener: ListenerKey;
  settings: Settings;
  unreturned?: readonly FieldPath[];
  backendServerPort: string | null;
  keepPort?: boolean;
}) {
  const instance = await describeLoadBalancer(source.listener);
  return cloneValues({
    ...source,
    instanceName: instance.ok ? instance.value.name : source.listener.loadBalancerId,
  });
}
