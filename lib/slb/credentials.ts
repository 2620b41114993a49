import 'server-only';
import type { AssumedRole, CloudConnection } from '@/lib/cloud-settings';
import type { Connection } from '@/lib/config';
import { credentialChain, type ChainResult, type Found } from './credential-chain';
import { noCredentials, sandboxKey } from './errors';
import { connectionKey } from './named-regions';
import { sessionNameOf } from './on-behalf-of';
import type { Secrets } from './redact';
import type { SlbFailure } from './result';
import { assumeRole, type RoleSession } from './sts';

export type Credentials = ({ ok: true } & Found) | { ok: false; failure: SlbFailure };

/** A session is replaced this long before it expires, or after three quarters of its life if that is short. */
const RENEW_BEFORE_MILLIS = 5 * 60_000;
/** What a provider found is used for this long: one that asks STS would do so for each call (cloud-api.md 5.1). */
const KEEP_MILLIS = 30_000;

const SANDBOX_KEYS = 'LTAI5tSluiceSandbox';

/** What the providers of an account found. All times are from `performance.now()`: setting the clock must expire nothing. */
type Source = {
  chain: () => Promise<ChainResult>;
  found: { at: number; result: ChainResult & { ok: true } } | null;
  finding: Promise<Credentials> | null;
};

/** A session of an account's role, under one name. */
type Session = {
  current: { providerName: string; secrets: Secrets; renewAt: number; expiresAt: number } | null;
  finding: Promise<Credentials> | null;
};

/** Each person who requests calls has sessions of their own: those used longest ago are forgotten. */
const MAX_SESSIONS = 200;

// On globalThis because a Next server may load one module twice. By the settings of the account, sessions by their name too.
const held: typeof globalThis & {
  sluiceCredentials?: { sources: Map<string, Source>; sessions: Map<string, Session> };
} = globalThis;
const known = () => (held.sluiceCredentials ??= { sources: new Map(), sessions: new Map() });

function sourceOf(connection: CloudConnection): Source {
  const { sources } = known();
  const key = connectionKey(connection);
  const source = sources.get(key) ?? { chain: credentialChain(connection), found: null, finding: null };
  sources.set(key, source);
  return source;
}

function sessionOf(named: CloudConnection): Session {
  const { sessions } = known();
  const key = connectionKey(named);
  const session = sessions.get(key) ?? { current: null, finding: null };
  sessions.delete(key);
  sessions.set(key, session);
  const [oldest] = sessions.keys();
  if (sessions.size > MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
  return session;
}

/**
 * The key pair that signs: the sandbox's own; or what the chain of @alicloud/credentials finds, or a temporary one of
 * the configured role. Never throws.
 */
export async function credentialsOf(connection: Connection): Promise<Credentials> {
  if (connection.mode === 'sandbox') {
    const { accessKeyId, accessKeySecret } = connection;
    return { ok: true, secrets: { accessKeyId, accessKeySecret }, providerName: 'sandbox' };
  }
  if (connection.role === null) return askSource(connection);
  const role = namedRole(connection.role);
  const session = sessionOf({ ...connection, role });
  session.finding ??= assume(connection, role, session).finally(() => (session.finding = null));
  return session.finding;
}

/**
 * Forgets the key pair that the service rejected, so that the next call looks for another one: a rotated key, or a new
 * session.
 */
export function forgetCredentials(connection: Connection): void {
  if (connection.mode === 'sandbox') return;
  const { role } = connection;
  known().sources.delete(connectionKey(connection));
  if (role !== null) known().sessions.delete(connectionKey({ ...connection, role: namedRole(role) }));
}

/** A role has a session for each person who requests calls, and one for those that nobody requests. */
function namedRole(role: AssumedRole): AssumedRole {
  return { ...role, sessionName: sessionNameOf(role.sessionName) };
}

async function assume(
  connection: CloudConnection,
  role: AssumedRole,
  session: Session,
): Promise<Credentials> {
  const now = performance.now();
  if (session.current !== null && now < session.current.renewAt) return { ok: true, ...session.current };
  const source = await askSource(connection);
  if (!source.ok) return source;
  const assumed = await assumeRole(connection, source.secrets, role);
  if (assumed.ok) {
    session.current = lastingFrom(assumed.value, now, `ram_role_arn/${source.providerName}`);
    return { ok: true, ...session.current };
  }
  // STS may be gone for a moment: what it issued is good until it expires.
  if (session.current !== null && now < session.current.expiresAt) return { ok: true, ...session.current };
  return assumed;
}

function lastingFrom({ secrets, lifetimeMillis }: RoleSession, now: number, providerName: string) {
  const expiresAt = now + lifetimeMillis;
  return {
    providerName,
    secrets,
    expiresAt,
    renewAt: expiresAt - Math.min(RENEW_BEFORE_MILLIS, lifetimeMillis / 4),
  };
}

function askSource(connection: CloudConnection): Promise<Credentials> {
  const source = sourceOf(connection);
  source.finding ??= findIn(source).finally(() => (source.finding = null));
  return source.finding;
}

async function findIn(source: Source): Promise<Credentials> {
  const now = performance.now();
  const kept = source.found !== null && now - source.found.at < KEEP_MILLIS ? source.found.result : null;
  const result = kept ?? (await source.chain());
  if (!result.ok) {
    source.found = null;
    return { ok: false, failure: noCredentials(result.sources) };
  }
  if (kept === null) source.found = { at: now, result };
  // It can only be a mistake, and its secret is in the documentation.
  if (result.secrets.accessKeyId.startsWith(SANDBOX_KEYS)) return { ok: false, failure: sandboxKey() };
  return result;
}
