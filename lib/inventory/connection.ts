import 'server-only';
import { config } from '@/lib/config';
import { callerOf } from '@/lib/slb/caller';
import { onOwnBehalf } from '@/lib/slb/on-behalf-of';

/**
 * Identifies whose copy of the cloud it is, without secrets: the sandbox's address and key id, or the account of the
 * cloud, whatever key or session signs. Null while the account is unknown: without credentials, or while STS does not
 * say whose they are. No account may see what another one read: two names for one account of the cloud may stand for two
 * roles, so the name is a part of it where accounts have names.
 */
export async function connectionIdentity(): Promise<string | null> {
  const { account } = config();
  const identity = await unnamedIdentity();
  return identity === null || account === null ? identity : `${identity} ${account}`;
}

/** The same without the account's name: what Sluice stored before accounts had names is under it. */
export async function unnamedIdentity(): Promise<string | null> {
  const { connection } = config();
  if (connection.mode === 'sandbox') return `${connectionEndpoint()} ${connection.accessKeyId}`;
  // Whoever requests a write, what is read is shared: a failure of their session must not empty it.
  const caller = await onOwnBehalf(() => callerOf(connection));
  return caller.ok ? `${connectionEndpoint()} ${caller.value.accountId}` : null;
}

/**
 * The first part of every identity: the cloud, or a sandbox by its address. Within it an instance id identifies one
 * instance, whatever key signs. Known without credentials too.
 */
export function connectionEndpoint(): string {
  const { connection } = config();
  return connection.mode === 'sandbox' ? `sandbox 127.0.0.1:${connection.port}` : 'cloud';
}
