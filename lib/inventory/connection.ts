import 'server-only';
import { config } from '@/lib/config';
import { keyPairOf } from '@/lib/slb/credentials';

/**
 * Identifies whose copy of the cloud it is, without secrets: the sandbox's address and key id, or the cloud's access
 * key id. Null while there are no credentials. A replaced key, even a temporary one, starts a copy of its own: an id
 * does not reveal its account, and no account may see what another one read.
 */
export async function connectionIdentity(): Promise<string | null> {
  const secrets = await keyPairOf(config().connection);
  return secrets === null ? null : `${connectionEndpoint()} ${secrets.accessKeyId}`;
}

/**
 * The first part of every identity: the cloud, or a sandbox by its address. Within it an instance id identifies one
 * instance, whatever key signs. Known without credentials too.
 */
export function connectionEndpoint(): string {
  const { connection } = config();
  return connection.mode === 'sandbox' ? `sandbox 127.0.0.1:${connection.port}` : 'cloud';
}
