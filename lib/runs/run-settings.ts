import 'server-only';
import * as z from 'zod';
import { inputLimits } from '@/lib/input-limits';
import { seriousConsequences } from '@/lib/model/edit-consequences';
import { setParametersSchema } from '@/lib/model/set-schema';
import { listenerSchema, type ListenerSpec } from '@/lib/model/schema';
import type { SetParameters } from '@/lib/listeners/wire/set-parameters';
import type { RunSettings } from './run-types';

const regionListSchema = z.object({
  regionId: z.string().min(1).max(inputLimits.idLength),
  aclId: setParametersSchema.shape.AclId.unwrap(),
  name: z.string().max(inputLimits.searchLength).nullable(),
});

/**
 * What a bulk change sets: validated like a single change, since it may come from any caller. At least one parameter;
 * access control requires its type, and one list or a list per region.
 */
const storedSchema = z
  .object({
    set: setParametersSchema,
    lists: z.array(regionListSchema).max(inputLimits.regions).default([]),
    acknowledged: z.array(z.enum(seriousConsequences)).max(inputLimits.values),
  })
  .refine(({ set, lists }) =>
    set.AclStatus === 'on'
      ? set.AclType !== undefined && (set.AclId === undefined) === lists.length > 0
      : lists.length === 0,
  );

export const runSettingsSchema = storedSchema.refine(({ set }) => Object.keys(set).length > 0);

/** What one row sets, as stored in the database. Its call validates it, so that a bad value fails only its own row. */
export function rowSetIn(json: string | null): SetParameters | null {
  return json === null ? null : z.record(z.string(), z.string()).parse(JSON.parse(json));
}

/** What one row creates, as stored in the database. Throws on what Sluice did not write. */
export function specIn(json: string | null): ListenerSpec | null {
  return json === null ? null : listenerSchema.parse(JSON.parse(json));
}

/** Settings as stored in the database; null if a run has none. Throws on what Sluice did not write. */
export function settingsIn(json: string): RunSettings | null {
  const value: unknown = JSON.parse(json);
  return value === null ? null : storedSchema.parse(value);
}
