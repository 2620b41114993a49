import 'server-only';
import * as z from 'zod';
import { seriousConsequences } from '@/lib/listeners/edit-consequences';
import { setParametersSchema } from '@/lib/listeners/set-schema';
import type { RunSettings } from './run-types';

/** What a run of changes sets: judged as a single change is, since it may come from any caller. At least one parameter. */
export const runSettingsSchema = z.object({
  set: setParametersSchema.refine((set) => Object.keys(set).length > 0),
  acknowledged: z.array(z.enum(seriousConsequences)),
});

/** Settings as the database keeps them; null where a run has none. Throws on what Sluice did not write. */
export function settingsIn(json: string): RunSettings | null {
  const value: unknown = JSON.parse(json);
  return value === null ? null : runSettingsSchema.parse(value);
}
