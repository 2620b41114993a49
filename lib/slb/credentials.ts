import 'server-only';
import * as credentialsModule from '@alicloud/credentials';
import type { Connection } from '@/lib/config';
import { defaultExportOf } from './default-export';
import type { Secrets } from './redact';

const CredentialChain = defaultExportOf(credentialsModule.default);

type Chain = InstanceType<typeof CredentialChain>;

// On globalThis because a Next server may load one module twice. The chain caches what it found and refreshes it
// itself.
const held: typeof globalThis & { sluiceCredentialChain?: Chain } = globalThis;

/**
 * The key pair that signs: the sandbox's own, or what the standard chain of @alicloud/credentials finds (environment,
 * OIDC, credentials file, instance role, credentials URI). Null if it finds nothing. Never throws, because the chain's
 * errors may contain more than a page should show.
 */
export async function keyPairOf(connection: Connection): Promise<Secrets | null> {
  if (connection.mode === 'sandbox') {
    return { accessKeyId: connection.accessKeyId, accessKeySecret: connection.accessKeySecret };
  }
  try {
    held.sluiceCredentialChain ??= new CredentialChain();
    const found = await held.sluiceCredentialChain.getCredential();
    if (found.accessKeyId && found.accessKeySecret) {
      return {
        accessKeyId: found.accessKeyId,
        accessKeySecret: found.accessKeySecret,
        securityToken: found.securityToken || undefined,
      };
    }
  } catch {
    // Fall through: without credentials, for whatever reason, nothing can be signed.
  }
  // A failed chain keeps asking only its last source; a new one tries them all again.
  delete held.sluiceCredentialChain;
  return null;
}
