import { set, type FieldErrors, type ResolverResult } from 'react-hook-form';
import { fieldPaths, type FieldPath, type ListenerFormValues } from '@/lib/listeners/draft';
import { listenerSchema, type ListenerSpec } from '@/lib/listeners/schema';
import type { ResolverContext } from './form-types';
import { needsTick } from './ticks';

/**
 * The schema, and the ticks that what was read asks for; the first issue of each field, by its key. Loaded apart from
 * the page: see lazy-resolver.ts.
 */
export function resolveListener(
  values: ListenerFormValues,
  context: ResolverContext | undefined,
): ResolverResult<ListenerFormValues, ListenerSpec> {
  const parsed = listenerSchema.safeParse(values);
  const missesTick = needsTick(values.acl, context?.entryCountOf(values.regionId, values.acl.aclId));
  if (parsed.success && !missesTick) return { values: parsed.data, errors: {} };

  const issues = new Map<FieldPath, string>();
  for (const issue of parsed.error?.issues ?? []) {
    const path = fieldOf(issue.path.join('.'));
    if (!issues.has(path)) issues.set(path, issue.message);
  }
  // Asked of the values and not of the parsed listener, so that it is missed beside the errors of other fields.
  if (missesTick) issues.set('acl.emptyAcknowledged', 'tick');

  const errors: FieldErrors<ListenerFormValues> = {};
  for (const [path, key] of issues) set(errors, path, { type: 'issue', message: key });
  return { values: {}, errors };
}

/** An issue inside a field's value (one code of several) is the field's. */
function fieldOf(path: string): FieldPath {
  const field = fieldPaths.find((candidate) => path === candidate || path.startsWith(`${candidate}.`));
  if (field === undefined)
    throw new Error(`The schema has an issue at ${path}, which is no field of the form.`);
  return field;
}
