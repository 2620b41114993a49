import 'server-only';
import { config } from '@/lib/config';
import { keyPairOf } from '@/lib/slb/credentials';

/**
 * Whose copy of the cloud it is, in words that hold no secret: the sandbox's address and key id, or the access key id of the
 * cloud. Null while there are no credentials. A key that is replaced, also a temporary one, begins a copy of its own:
 * an id does not tell its account, and no account may see what another one read.
 */
export async function connectionIdentity(): Promise<string | null> {
  const secrets = await keyPairOf(config().connection);
  return secrets === null ? null : `${connectionEndpoint()} ${secrets.accessKeyId}`;
}

/**
 * The first part of every identity: the cloud, or a sandbox by its address. The id of an instance names one instance there, whatever key signs; it is
 * known without credentials too.
 */
export function connectionEndpoint(): string {
  const { connection } = config();
  return connection.mode === 'sandbox' ? `sandbox 127.0.0.1:${connection.port}` : 'cloud';
}
