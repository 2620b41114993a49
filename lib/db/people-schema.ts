import type { Generated } from 'kysely';

/** The tables of sign-in (`people-tables.ts`). Times are ISO 8601 texts in UTC, truths 0 or 1. */
export type PeopleSchema = {
  people: PeopleTable;
  accounts: AccountsTable;
  sessions: SessionsTable;
  two_factors: TwoFactorsTable;
  person_preferences: PersonPreferencesTable;
  used_codes: UsedCodesTable;
  verifications: VerificationsTable;
  one_time_links: OneTimeLinksTable;
  sign_in_throttle: SignInThrottleTable;
  sign_in_events: SignInEventsTable;
  sign_in_key: SignInKeyTable;
};

export type PeopleTable = {
  id: string;
  /** In lowercase. */
  email: string;
  email_verified: number;
  name: string;
  image: string | null;
  role: string;
  /** `Limits`; null if there are none. */
  limits_json: string | null;
  two_factor_enabled: number;
  disabled_at: string | null;
  created_at: string;
  updated_at: string;
};

/** How a person proves who they are: `credential` with the hash of a password, or a provider's subject. */
export type AccountsTable = {
  id: string;
  person_id: string;
  provider_id: string;
  account_id: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: string | null;
  refresh_token_expires_at: string | null;
  scope: string | null;
  created_at: string;
  updated_at: string;
};

/** `token` is the hash of what the cookie holds. The id is no secret: the activity log names it. */
export type SessionsTable = {
  id: string;
  person_id: string;
  token: string;
  ip_address: string | null;
  user_agent: string | null;
  created_at: string;
  updated_at: string;
  /** When it was last used, to the minute. */
  seen_at: string;
  expires_at: string;
};

/** The secret and the backup codes are encrypted with the sign-in key (`sign-in-key.ts`). */
export type TwoFactorsTable = {
  id: string;
  person_id: string;
  secret: string;
  backup_codes: string;
  verified: number | null;
  failed_count: number | null;
  locked_until: string | null;
};

/** What a person has chosen: cookies of their browsers (`preferenceNames`). */
export type PersonPreferencesTable = { person_id: string; name: string; value: string };

/** The codes of the last minutes, by their hash, so that each is accepted once. */
export type UsedCodesTable = { person_id: string; code: string; used_at: string };

/** What better-auth waits for: a second factor, a provider's answer. */
export type VerificationsTable = {
  id: string;
  identifier: string;
  value: string;
  expires_at: string;
  created_at: string;
  updated_at: string;
};

/** Links that open once. `email`, `role` and `limits_json` are what an invitation makes of whoever accepts it. */
export type OneTimeLinksTable = {
  id: string;
  token_hash: string;
  purpose: string;
  person_id: string | null;
  email: string | null;
  role: string | null;
  limits_json: string | null;
  /** The person who made it; null if Sluice itself did. */
  created_by: string | null;
  created_at: string;
  expires_at: string;
  used_at: string | null;
};

/** Failed sign-ins in a row, by the hash of an account or an address. */
export type SignInThrottleTable = { key: string; failures: number; failed_at: string; blocked_until: string };

export type SignInEventsTable = {
  id: Generated<number>;
  at: string;
  kind: string;
  email: string;
  from_address: string | null;
  session_id: string | null;
  by_email: string | null;
};

/** The key of sign-in, one row, on PostgreSQL; the embedded database has it in a file beside it (`sign-in-key.ts`). */
export type SignInKeyTable = { id: 1; key: string };
