import 'server-only';
import { config } from '@/lib/config';
import { keyPairOf } from '@/lib/slb/credentials';

/**
 * Whose copy of the cloud it is, in words that hold no secret: the sandbox's address and key id, or the access key id of the
 * cloud. Null while there are no credentials. A key that is replaced, also a temporary one, begins a copy of its own:
 * an id does not tell its account, and no account may see what another one read.
 */
export async function connectionIdentity(): Promise<string | null> {
  const { connection } = config();
  const secrets = await keyPairOf(connection);
  if (secrets === null) return null;
  return connection.mode === 'sandbox'
    ? `sandbox 127.0.0.1:${connection.port} ${secrets.accessKeyId}`
    : `cloud ${secrets.accessKeyId}`;
}
