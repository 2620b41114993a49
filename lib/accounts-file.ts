import 'server-only';
import { z } from 'zod';
import { externalIdText, roleArnText } from './cloud-settings';

/** An account of the accounts file. What it leaves out is as the environment says. */
export type NamedAccount = z.infer<typeof accountSchema>;

// The name is also part of a cookie and of a file's name. `all` means every account in links to the activity log.
const accountName = z.string().regex(/^(?!all$)[a-z0-9][a-z0-9-]{0,39}$/, {
  error: 'must be lowercase letters, digits and hyphens, at most 40, and not "all"',
});

const accountSchema = z.strictObject({
  name: accountName,
  /** Whose credentials are used: a profile of the CLI or the credentials file, or the role of the ECS instance. */
  profile: z
    .string()
    .regex(/^[\w.@-]{1,100}$/)
    .optional(),
  instanceRole: z.literal(true).optional(),
  /** The role they are exchanged for. */
  roleArn: roleArnText.optional(),
  externalId: externalIdText.optional(),
  /** The sandbox that represents it, if `SLUICE_MODE` is `sandbox`. */
  sandboxPort: z.int().min(1).max(65_535).optional(),
});

const accountsSchema = z
  .array(accountSchema)
  .min(1, { error: 'must name at least one account' })
  .refine((accounts) => new Set(accounts.map(({ name }) => name)).size === accounts.length, {
    error: 'must name each account once',
  });

/**
 * Parses the accounts file (`SLUICE_ACCOUNTS`): a JSON list, whose first account is used until somebody chooses another.
 * Throws with a sentence that names the place, and never repeats a value.
 */
export function parseAccounts(text: string): NamedAccount[] {
  const parsed = accountsSchema.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new Error(`The accounts file is not valid: ${place}${issue?.message ?? 'unknown'}.`);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error's message repeats a part of the text.
    throw new Error('The accounts file is not valid: it is not JSON.');
  }
}
