import { listActivity, type RecordedActivity } from '@/lib/activity/list';
import { describeTcpListener } from '@/lib/slb/operations/listeners';
import { blankFormValues, type ListenerFormValues } from '@/lib/model/draft';
import type { ListenerKey } from '@/lib/model/outcome';
import { settingsOf, type Settings } from '@/lib/model/settings';
import { localActor } from '@/lib/model/actor';

/** Shared by the services' tests: the demo data's instance that accepts everything, and checks of a write's result. */

export const actor = localActor('127.0.0.1');
export const edge = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
/** Running, default settings except for round robin and an allowlist. */
export const ssh: ListenerKey = { ...edge, listenerPort: 2222 };

/** The form of the reference's example, plus what slb-api.md D33 adds, on a free port of the instance. */
export function example(changed: Partial<ListenerFormValues> = {}): ListenerFormValues {
  const values = blankFormValues();
  return {
    ...values,
    ...edge,
    listenerPort: '80',
    bandwidth: { kind: 'unlimited', mbps: '' },
    backend: { ...values.backend, backendServerPort: '80' },
    ...changed,
  };
}

export async function newestActivity(): Promise<RecordedActivity | undefined> {
  const [newest] = await listActivity({ limit: 1 });
  return newest;
}

/** The settings SLB has now. */
export async function settingsNow(listener: ListenerKey): Promise<Settings> {
  const read = await describeTcpListener(listener);
  if (!read.ok) throw new Error(read.error.code);
  return settingsOf(read.value);
}
