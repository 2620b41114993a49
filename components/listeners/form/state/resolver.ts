import { get, set, type FieldErrors, type ResolverResult } from 'react-hook-form';
import { fieldPaths, type FieldPath, type ListenerFormValues } from '@/lib/model/draft';
import type { Opened } from '@/lib/listeners/edit/edit-values';
import { listenerSchema, type ListenerSpec } from '@/lib/model/schema';
import { isSameSetting, settingFields } from '@/lib/model/settings';
import { isBlank } from '@/lib/text/typed-text';
import type { ResolverContext } from './form-types';
import { isShown } from './shown';
import { needsTick } from './confirmations';

/**
 * The schema, plus the confirmations required by the data that was read; each field's first issue, by its key. Loaded
 * separately from the page: see lazy-resolver.ts.
 */
export function resolveListener(
  values: ListenerFormValues,
  context: ResolverContext | undefined,
): ResolverResult<ListenerFormValues, ListenerSpec> {
  const parsed = listenerSchema.safeParse(values);
  const missesTick = needsTick(values.acl, context?.reachOf(values));
  if (parsed.success && !missesTick) return { values: parsed.data, errors: {} };

  const issues = issuesOf(parsed.error?.issues ?? []);
  // Checked on the values, not on the parsed listener, so that it is reported along with other fields' errors.
  if (missesTick) issues.set('acl.emptyAcknowledged', 'tick');

  return { values: {}, errors: errorsOf(issues) };
}

/** Of these SLB has no value that takes them away: an empty one counts as not sent (slb-api.md D31). */
const neverCleared = ['Description', 'HealthCheckConnectPort'] as const;

/** Named by the listener's address, or not for Set to change (slb-api.md 3.8): no fields of an edit. */
const fixed: readonly FieldPath[] = [
  'regionId',
  'loadBalancerId',
  'listenerPort',
  'backend.backendServerPort',
];

/**
 * The validation of an existing listener: only changes are validated, so that a value Sluice would not write itself
 * does not prevent changing another. Confirmations are collected in the review, next to what they confirm.
 */
export function resolveEdit(
  values: ListenerFormValues,
  opened: Opened,
): ResolverResult<ListenerFormValues, ListenerFormValues> {
  const issues = issuesOf(listenerSchema.safeParse(values).error?.issues ?? []);
  for (const name of neverCleared) {
    const path = settingFields[name];
    const before: unknown = get(opened.values, path);
    // A blank may be another spelling of what the listener has (slb-api.md D17), and then changes nothing.
    if (
      isUnset(get(values, path)) &&
      typeof before === 'string' &&
      !isSameSetting(name, before || undefined, undefined)
    )
      issues.set(path, 'cannotClear');
  }
  // Taking away from a map while going through it is defined.
  for (const path of issues.keys()) {
    // What was hidden before had no effect, so it is validated as new.
    const isKept =
      isShown(path, opened.values) &&
      JSON.stringify(get(values, path)) === JSON.stringify(get(opened.values, path));
    if (isKept || fixed.includes(path) || !isShown(path, values)) issues.delete(path);
  }
  return issues.size === 0 ? { values, errors: {} } : { values: {}, errors: errorsOf(issues) };
}

function isUnset(value: unknown): boolean {
  return typeof value !== 'string' || isBlank(value);
}

/** The first issue of each field, by its key. */
function issuesOf(
  found: readonly { path: readonly PropertyKey[]; message: string }[],
): Map<FieldPath, string> {
  const issues = new Map<FieldPath, string>();
  for (const issue of found) {
    const path = fieldOf(issue.path.join('.'));
    if (!issues.has(path)) issues.set(path, issue.message);
  }
  return issues;
}

function errorsOf(issues: ReadonlyMap<FieldPath, string>): FieldErrors<ListenerFormValues> {
  const errors: FieldErrors<ListenerFormValues> = {};
  for (const [path, key] of issues) set(errors, path, { type: 'issue', message: key });
  return errors;
}

/** An issue inside a field's value (one code of several) is the field's. */
function fieldOf(path: string): FieldPath {
  const field = fieldPaths.find((candidate) => path === candidate || path.startsWith(`${candidate}.`));
  if (field === undefined)
    throw new Error(`The schema has an issue at ${path}, which is no field of the form.`);
  return field;
}
