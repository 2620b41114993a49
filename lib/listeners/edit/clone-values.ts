import { isFieldPath, type FieldPath, type ListenerFormValues } from '@/lib/model/draft';
import { formValuesOf, settingsWithoutField } from './edit-values';
import { integerIn } from '@/lib/model/integer-text';
import { limits, schedulers, type IntegerRange } from '@/lib/model/limits';
import type { ListenerKey } from '@/lib/model/outcome';
import { issueKeys, listenerSchema, type IssueKey } from '@/lib/model/schema';
import {
  aclIdsOf,
  isUnreturned,
  settingFields,
  settingNames,
  type SettingName,
  type Settings,
} from '@/lib/model/settings';

/** Where the values of a new listener come from, and which could not be copied. */
export type CloneSource = {
  listener: ListenerKey;
  instanceName: string;
  vServerGroupId: string | null;
  primarySecondaryServerGroupId: string | null;
  /** All of them: Sluice binds only one. */
  aclIds: readonly string[];
  /** A value the form does not offer. */
  scheduler: string | null;
  healthCheckOff: boolean;
  others: readonly SettingName[];
  /**
   * Fields whose setting on the original is unknown. They start as in a new form, except that who may connect has to be
   * chosen.
   */
  unreturned: readonly FieldPath[];
  /**
   * Values of the original that the form does not accept for a new listener: by field, as copied, and what is wrong with
   * each.
   */
  rejected: Partial<Record<FieldPath, { value: string; issue: IssueKey }>>;
};

/**
 * A new listener with the settings of another; its port is left to choose unless it is kept. What cannot be created as
 * it is stays blank or at its default, and is named in the source so that the form can say so.
 */
export function cloneValues(source: {
  listener: ListenerKey;
  instanceName: string;
  backendServerPort: string | null;
  settings: Settings;
  unreturned?: readonly FieldPath[];
  /** The original no longer exists, and its port may be free again. */
  keepPort?: boolean;
}): { values: ListenerFormValues; source: CloneSource } {
  const { listener, settings } = source;
  const port = integerIn(source.backendServerPort ?? '', limits.backendServerPort);
  const values = formValuesOf(listener, port ?? undefined, settings);
  const aclIds = aclIdsOf(settings.AclId ?? '');
  const isOffered = schedulers.some((scheduler) => scheduler === values.scheduler);
  const healthCheckOff = values.healthCheck.status === 'off';

  if (source.keepPort !== true) values.listenerPort = '';
  values.healthCheck.status = 'on';
  values.healthCheck.connectPort = within(values.healthCheck.connectPort, limits.healthCheckConnectPort);
  if (aclIds.length > 1) values.acl.aclId = '';
  if (!isOffered) values.scheduler = schedulers[0];
  if (values.persistence.status === '') values.persistence.status = 'off';
  return {
    values,
    source: {
      listener,
      instanceName: source.instanceName,
      vServerGroupId: settings.VServerGroupId ?? null,
      primarySecondaryServerGroupId: settings.MasterSlaveServerGroupId ?? null,
      aclIds,
      scheduler: isOffered ? null : (settings.Scheduler ?? null),
      healthCheckOff,
      others: settingsWithoutField(settings).map(({ name }) => name),
      unreturned:
        source.unreturned ??
        settingNames.flatMap((name) => (isUnreturned(name, settings) ? (settingFields[name] ?? []) : [])),
      rejected: rejectedIn(values),
    },
  };
}

/** `-520` for "the backend port" is not a valid port for Create (slb-api.md D17); a blank means the same. */
function within(typed: string, range: IntegerRange): string {
  return integerIn(typed, range) === null ? '' : typed;
}

/** Blank fields are still to be filled in, and are no fault of the original. */
function rejectedIn(values: ListenerFormValues): CloneSource['rejected'] {
  const parsed = listenerSchema.safeParse(values);
  const rejected: CloneSource['rejected'] = {};
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = path.join('.');
    const value = path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown>)[part], values);
    const issue = issueKeys.find((key) => key === message);
    if (issue !== undefined && isFieldPath(name) && typeof value === 'string' && value.trim() !== '')
      rejected[name] ??= { value, issue };
  }
  return rejected;
}
