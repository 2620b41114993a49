import 'server-only';
import type { CloudConnection } from '@/lib/cloud-settings';
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

/** Times are from `performance.now()`: setting the system clock must not expire a session. */
type Holder = {
  chain: () => Promise<ChainResult>;
  found: { at: number; result: ChainResult & { ok: true } } | null;
  session: { providerName: string; secrets: Secrets; renewAt: number; expiresAt: number } | null;
  finding: Promise<Credentials> | null;
};

// On globalThis because a Next server may load one module twice. One for each account, by its settings.
const held: typeof globalThis & { sluiceCredentials?: Map<string, Holder> } = globalThis;

function holderOf(connection: CloudConnection): Holder {
  const holders = (held.sluiceCredentials ??= new Map<string, Holder>());
  const known = holders.get(connectionKey(connection));
  if (known !== undefined) return known;
  const holder: Holder = { chain: credentialChain(connection), found: null, session: null, finding: null };
  holders.set(connectionKey(connection), holder);
  return holder;
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
  const named = inNamedSession(connection);
  const holder = holderOf(named);
  holder.finding ??= find(named, holder).finally(() => (holder.finding = null));
  return holder.finding;
}

/**
 * Forgets the key pair that the service rejected, so that the next call looks for another one: a rotated key, or a new
 * session.
 */
export function forgetCredentials(connection: Connection): void {
  if (connection.mode === 'cloud') held.sluiceCredentials?.delete(connectionKey(inNamedSession(connection)));
}

/** A role has a session for each person who requests calls, and one for those that nobody requests. */
function inNamedSession(connection: CloudConnection): CloudConnection {
  const { role } = connection;
  if (role === null) return connection;
  return { ...connection, role: { ...role, sessionName: sessionNameOf(role.sessionName) } };
}

async function find(connection: CloudConnection, holder: Holder): Promise<Credentials> {
  const { role } = connection;
  const now = performance.now();
  if (holder.session !== null && now < holder.session.renewAt) return { ok: true, ...holder.session };
  const source = await sourceOf(holder, now);
  // It can only be a mistake, and its secret is in the documentation.
  if (source.ok && source.secrets.accessKeyId.startsWith(SANDBOX_KEYS))
    return { ok: false, failure: sandboxKey() };
  if (!source.ok || role === null) return source;
  const assumed = await assumeRole(connection, source.secrets, role);
  if (assumed.ok) {
    holder.session = sessionOf(assumed.value, now, `ram_role_arn/${source.providerName}`);
    return { ok: true, ...holder.session };
  }
  // STS may be gone for a moment: what it issued is good until it expires.
  if (holder.session !== null && now < holder.session.expiresAt) return { ok: true, ...holder.session };
  return assumed;
}

function sessionOf({ secrets, lifetimeMillis }: RoleSession, now: number, providerName: string) {
  const expiresAt = now + lifetimeMillis;
  return {
    providerName,
    secrets,
    expiresAt,
    renewAt: expiresAt - Math.min(RENEW_BEFORE_MILLIS, lifetimeMillis / 4),
  };
}

async function sourceOf(holder: Holder, now: number): Promise<Credentials> {
  if (holder.found !== null && now - holder.found.at < KEEP_MILLIS) return holder.found.result;
  const result = await holder.chain();
  if (result.ok) {
    holder.found = { at: now, result };
    return result;
  }
  holder.found = null;
  return { ok: false, failure: noCredentials(result.sources) };
}
