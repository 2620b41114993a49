import { blankFormValues, type FieldPath, type ListenerFormValues } from '@/lib/model/draft';
import { settingsIn } from '@/lib/listeners/edit/edit-values';
import { issueKeyOf, listenerSchema, type IssueKey } from '@/lib/model/schema';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import { settingFields, type SettingName } from '@/lib/model/settings';

/**
 * The settings that can be changed on many listeners at once: those of the form, except what belongs to one instance.
 * Server groups belong to an instance, and a backend port cannot be changed at all (slb-api.md 3.8).
 */
export const changeFields = [
  'Scheduler',
  'Bandwidth',
  'Description',
  'HealthCheckSwitch',
  'HealthCheckType',
  'HealthCheckConnectPort',
  'HealthCheckConnectTimeout',
  'HealthCheckInterval',
  'HealthyThreshold',
  'UnhealthyThreshold',
  'AclStatus',
  'PersistenceTimeout',
  'EstablishedTimeout',
] as const satisfies readonly SettingName[];
export type ChangeField = (typeof changeFields)[number];

/** The result of a change's draft: the parameters to send, or the first thing that prevents sending. */
export type ValidatedChange =
  | { ok: true; set: SetParameters }
  | { ok: false; path: FieldPath; issue: IssueKey };

/**
 * A change's initial values: no algorithm is chosen for the operator, and persistence is a number until it is turned
 * off.
 */
export function blankChange(): ListenerFormValues {
  const blank = blankFormValues();
  return { ...blank, scheduler: '', persistence: { ...blank.persistence, status: 'on' } };
}

/**
 * Validates the new value of one setting by the form's schema. `values` are the form's, of which only this setting's
 * fields count. A blank is not a value: a change sets the same value everywhere. Access control lists are chosen per
 * region, and not validated here.
 */
export function validateChange(field: ChangeField, values: ListenerFormValues): ValidatedChange {
  const settings = settingsIn(values, {});
  const names = namesOf(field, values);
  const paths = names.map((name) => settingFields[name]);
  for (const issue of listenerSchema.safeParse(values).error?.issues ?? []) {
    const path = paths.find((known) => known !== null && issue.path.join('.').startsWith(known));
    if (path) return { ok: false, path, issue: issueKeyOf(issue) };
  }
  if (settings[field] === undefined) return { ok: false, path: settingFields[field], issue: 'required' };
  const set = Object.fromEntries(names.map((name) => [name, settings[name]]));
  // Blank means the server's own address, replacing any earlier one.
  return 'HealthCheckDomain' in set
    ? { ok: true, set: { ...set, HealthCheckDomain: settings.HealthCheckDomain ?? '$_ip' } }
    : { ok: true, set };
}

/** A setting, and those decided with it because it has no effect without them. */
function namesOf(field: ChangeField, { healthCheck, acl }: ListenerFormValues): SettingName[] {
  if (field === 'HealthCheckType' && healthCheck.type === 'http')
    return [field, 'HealthCheckURI', 'HealthCheckDomain', 'HealthCheckHttpCode'];
  if (field === 'AclStatus' && acl.status === 'on') return [field, 'AclType'];
  return [field];
}

/** Whether a typed text can be the id of one access control list. */
export function isListId(aclId: string): boolean {
  return listenerSchema.shape.acl.safeParse({ status: 'on', type: 'white', aclId }).success;
}
