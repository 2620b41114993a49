import 'server-only';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getAdapter } from 'better-auth/db/adapter';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import { config } from '@/lib/config';
import { database } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { signInKey } from '@/lib/db/sign-in-key';
import { changePerson } from './administer';
import { withHashedSessions } from './hashed-sessions';
import { NO_ROLE, oidcPlugin } from './oidc-plugin';
import { oidcSettings, roleOf, type OidcSettings } from './oidc-settings';
import { hashPassword, isPassword, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password';
import { ABSOLUTE_SECONDS, endSessions, SESSION_COOKIE } from './session';

/** Of a browser whose person has given their password, and not yet a second factor. */
export const WAITING_COOKIE = '__Host-sluice-second-factor';

/** What better-auth names differently than our tables do (lib/db/people-tables.ts). */
const times = { createdAt: 'created_at', updatedAt: 'updated_at' };
const tables = {
  session: {
    modelName: 'sessions',
    fields: {
      ...times,
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    additionalFields: {
      lastUsedAt: {
        type: 'date',
        required: true,
        input: false,
        defaultValue: () => new Date(),
        fieldName: 'seen_at',
      },
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      ...times,
      userId: 'person_id',
      providerId: 'provider_id',
      accountId: 'account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'verifications', fields: { ...times, expiresAt: 'expires_at' } },
} as const satisfies BetterAuthOptions;

type Parts = { open: Kysely<DatabaseSchema>; url: string; key: string; oidc: OidcSettings | null };

/**
 * better-auth on Sluice's own database. Its HTTP handler is never mounted: actions call `api`. Sessions are looked up
 * and limited by `session.ts`; what its defaults lack is in docs/decisions/130.
 */
async function createEngine({ open, url, key, oidc }: Parts) {
  const options = {
    appName: 'Sluice',
    baseURL: url,
    basePath: '/sign-in',
    secret: key,
    ...tables,
    user: {
      modelName: 'people',
      fields: { ...times, emailVerified: 'email_verified' },
      additionalFields: {
        // A provider says it; nothing else that comes from outside does.
        role: { type: 'string', required: true },
        limitsJson: { type: 'string', required: false, input: false, fieldName: 'limits_json' },
        disabledAt: { type: 'string', required: false, input: false, fieldName: 'disabled_at' },
      },
      validateUserInfo: async ({ user, source }) => {
        if (oidc === null) return undefined;
        const role = roleOf((source.method === 'oauth' && source.oauth?.profile) || {}, oidc);
        // Of nobody else who merely has the same address.
        const id = source.action === 'sign-in' ? user.id : undefined;
        if (role === null) {
          if (id !== undefined) await endSessions({ personId: id });
          return { error: NO_ROLE };
        }
        // The last admin keeps the role, whatever their groups are: nobody could undo it.
        if (id !== undefined) await changePerson(id, { role });
        return undefined;
      },
    },
    session: { ...tables.session, expiresIn: ABSOLUTE_SECONDS, disableSessionRefresh: true },
    account: {
      ...tables.account,
      // Who has an address at a provider is not for that reason the person who has it here.
      accountLinking: { enabled: false },
      updateAccountOnSignIn: false,
    },
    verification: { ...tables.verification, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(password, hash) },
    },
    plugins: [
      ...(oidc === null ? [] : [oidcPlugin(oidc)]),
      twoFactor({
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factors',
            fields: {
              userId: 'person_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
    databaseHooks: {
      // Whatever way a session comes about: not for somebody who is disabled.
      session: { create: { before: async ({ userId }) => (await isEnabled(open, userId)) && undefined } },
      // `validateUserInfo` has changed the role, by the rules of all changes of it.
      user: {
        update: { before: (change) => Promise.resolve({ data: { ...change, role: undefined } }) },
      },
      // Sluice asks the provider once who somebody is, and keeps no token with which it could ask again.
      account: {
        create: {
          before: ({ accessToken: _access, refreshToken: _refresh, idToken: _id, ...account }) =>
            Promise.resolve({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }),
        },
      },
    },
    advanced: {
      // The names say `__Host-` themselves; `__Secure-` before them would undo it.
      useSecureCookies: false,
      cookiePrefix: '__Host-sluice',
      cookies: { session_token: { name: SESSION_COOKIE }, two_factor: { name: WAITING_COOKIE } },
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    onAPIError: { errorURL: '/sign-in' },
    // Its limiter has one bucket for all clients; throttle.ts replaces it.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  } satisfies BetterAuthOptions;
  const stock = await getAdapter({ ...options, database: { db: open, type: 'sqlite' } });
  return betterAuth({ ...options, database: () => withHashedSessions(stock) });
}

type Engine = Awaited<ReturnType<typeof createEngine>>;

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceAuth?: Promise<Engine> } = globalThis;

/** better-auth of this process, made on first use. Throws without `SLUICE_URL`: then nobody signs in. */
export function engine(): Promise<Engine> {
  held.sluiceAuth ??= makeEngine().catch((error: unknown) => {
    delete held.sluiceAuth;
    throw error;
  });
  return held.sluiceAuth;
}

async function makeEngine(): Promise<Engine> {
  const { url } = config();
  if (url === null) throw new Error('There is no sign-in without SLUICE_URL.');
  return createEngine({ open: await database(), url, key: await signInKey(), oidc: oidcSettings() });
}

/** Makes the next `engine()` a new one: for tests, each of which has a database of its own. */
export function forgetEngine(): void {
  delete held.sluiceAuth;
}

async function isEnabled(open: Kysely<DatabaseSchema>, personId: string): Promise<boolean> {
  const rows = await open
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where('disabled_at', 'is', null)
    .execute();
  return rows.length > 0;
}
