import 'server-only';
import { config } from '@/lib/config';
import { describeLoadBalancer } from '@/lib/slb/operations/load-balancers';
import type { FieldPath } from '@/lib/model/draft';
import { formValuesOf } from './edit-values';
import { rejection, type ListenerError } from '@/lib/model/errors';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOn, readListener } from '@/lib/listeners/commands/read-back';
import { ownerOf, type Owner } from '@/lib/model/owner';
import { permissionOf, type Access } from '@/lib/model/permission';
import { mayDo, type BlockReason } from '@/lib/model/rules';
import { listenerSchema } from '@/lib/model/schema';
import {
  isEffective,
  settingFields,
  settingNames,
  settingsOf,
  unreturnedFields,
  type Settings,
} from '@/lib/model/settings';

/** A listener as its edit page needs it. */
export type Editable =
  | {
      kind: 'there';
      instanceName: string;
      backendServerPort: number | null;
      settings: Settings;
      /** Values Sluice would not write itself, as SLB has them, by the field that shows them. */
      kept: Partial<Record<FieldPath, string>>;
      /**
       * Fields whose setting SLB did not return, or not in a readable form. What they show is not the listener's value.
       */
      unreturned: readonly FieldPath[];
      owner: Owner | null;
      /** Why it cannot be changed, shown before anything is typed; null if it can be, or will be soon. */
      blockReason: { blockReason: BlockReason; reason: string | null } | null;
    }
  | { kind: 'gone' }
  | { kind: 'unreadable'; error: ListenerError };

/** Reads a listener and its instance, and checks the rules that `updateListener` will check again. */
export async function readEditable(listener: ListenerKey, access: Access): Promise<Editable> {
  const [reading, loadBalancer] = await Promise.all([readListener(listener), describeLoadBalancer(listener)]);
  if (!loadBalancer.ok)
    return reading.kind === 'gone' || loadBalancer.error.httpStatus === 404
      ? { kind: 'gone' }
      : { kind: 'unreadable', error: rejection(loadBalancer.error) };
  const instance = loadBalancer.value;
  const protocol = protocolOn(instance, listener.listenerPort);
  if (protocol === 'tcp' && reading.kind === 'unreadable')
    return { kind: 'unreadable', error: rejection(reading.error) };
  if (protocol === 'tcp' && reading.kind === 'gone') return { kind: 'gone' };

  const status = reading.kind === 'there' ? reading.attributes.status : 'unknown';
  const verdict = mayDo('edit', { status, protocol }, instance, permissionOf(access, 'edit', listener));
  const { tags = [], description } = reading.kind === 'there' ? reading.attributes : {};
  const settings = reading.kind === 'there' ? settingsOf(reading.attributes) : {};
  const backendServerPort = reading.kind === 'there' ? (reading.attributes.backendServerPort ?? null) : null;
  return {
    kind: 'there',
    instanceName: instance.name,
    backendServerPort,
    settings,
    kept: keptBy(listener, settings),
    unreturned: reading.kind === 'there' ? unreturnedFields(reading.attributes) : [],
    owner: ownerOf({ tags, description, instanceTags: instance.tags }, config().owners),
    // Temporary block reasons are checked when the change is sent.
    blockReason:
      verdict.allowed || verdict.blockReason === 'in-transition'
        ? null
        : { blockReason: verdict.blockReason, reason: verdict.reason },
  };
}

/** What the schema would reject, and what the form cannot hold. */
function keptBy(listener: ListenerKey, settings: Settings): Partial<Record<FieldPath, string>> {
  const values = formValuesOf(listener, 1, settings);
  const rejected = new Set(
    (listenerSchema.safeParse(values).error?.issues ?? []).map((issue) => issue.path.join('.')),
  );
  const { HealthCheckType: type, HealthCheckHttpCode: codes, AclType: aclType } = settings;
  if (type !== undefined && type !== values.healthCheck.type) rejected.add('healthCheck.type');
  if (codes !== undefined && codes.split(',').length !== values.healthCheck.httpCodes.length)
    rejected.add('healthCheck.httpCodes');
  if (aclType !== undefined && aclType !== values.acl.type) rejected.add('acl.type');
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const path = settingFields[name];
      const value = settings[name];
      return path !== null && value !== undefined && rejected.has(path) && isEffective(name, settings)
        ? [[path, value]]
        : [];
    }),
  );
}
