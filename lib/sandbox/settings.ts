import { z } from 'zod';
import { EDITION_NAMES } from './editions';
import { ratesSchema } from './pipeline/throttle';

/** How the sandbox behaves where the cloud's behaviour is adjustable or not known. Control changes it at run time. */
export const settingsSchema = z
  .strictObject({
    /** Which bounds values have: those of the reference page, or today's. */
    edition: z.enum(EDITION_NAMES),
    /** How long starting, stopping and configuring last (slb-api.md 7, last line: 0 to 3 s). */
    transitionMillis: z.int().min(0).max(600_000),
    /** `published` is the fact sheet's 90 creations in 60 s (5.7); otherwise rates of one's own. */
    throttle: z.union([z.enum(['off', 'published']), ratesSchema]),
    /** D2: what a signature of version 1 without Format gets. */
    defaultFormat: z.enum(['XML', 'JSON']),
  })
  .readonly();

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  edition: 'reference',
  transitionMillis: 400,
  throttle: 'off',
  defaultFormat: 'XML',
};
