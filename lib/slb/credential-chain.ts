import 'server-only';
import { readFile } from 'node:fs/promises';
import * as credentialsModule from '@alicloud/credentials';
import httpx from 'httpx';
import type { CloudConnection } from '@/lib/cloud-settings';
import { agentFor } from './proxy';
import type { Secrets } from './redact';
import type { CredentialSource } from './result';

const {
  CLIProfileCredentialsProvider,
  ECSRAMRoleCredentialsProvider,
  EnvironmentVariableCredentialsProvider,
  OIDCRoleArnCredentialsProvider,
  ProfileCredentialsProvider,
  URICredentialsProvider,
} = credentialsModule;

type Provider = Pick<InstanceType<typeof EnvironmentVariableCredentialsProvider>, 'getCredentials'>;

/** A key pair, and the provider that found it, in the words of the library: `cli_profile/ram_role_arn/static_ak`. */
export type Found = { secrets: Secrets; providerName: string };

/** What a chain found, or where it looked in vain. */
export type ChainResult = ({ ok: true } & Found) | { ok: false; sources: CredentialSource[] };

type ChainLink = {
  name: CredentialSource['name'];
  /** Throws if nothing is configured for it; null if it is not worth asking. `profile`: instead of the default one. */
  build: (profile: string | null) => Promise<Provider | null>;
};

/**
 * The chain of @alicloud/credentials (cloud-api.md 5.1), asked provider by provider, so that it is known where
 * credentials were looked for. The texts of the library's errors may contain a whole file or response, secrets included:
 * none is kept.
 */
const chain: readonly ChainLink[] = [
  { name: 'environment', build: async () => EnvironmentVariableCredentialsProvider.builder().build() },
  { name: 'oidc', build: async () => OIDCRoleArnCredentialsProvider.builder().build() },
  {
    name: 'cli',
    build: async (profile) => {
      const builder = CLIProfileCredentialsProvider.builder();
      return (profile === null ? builder : builder.withProfileName(profile)).build();
    },
  },
  {
    name: 'file',
    build: async (profile) => {
      const builder = ProfileCredentialsProvider.builder();
      return (profile === null ? builder : builder.withProfileName(profile)).build();
    },
  },
  {
    name: 'ecs',
    build: async () =>
      (await mayHaveMetadata())
        ? ECSRAMRoleCredentialsProvider.builder()
            .withRoleName(process.env['ALIBABA_CLOUD_ECS_METADATA'] ?? '')
            .build()
        : null,
  },
  {
    name: 'uri',
    build: async () => {
      const uri = process.env['ALIBABA_CLOUD_CREDENTIALS_URI'];
      if (!uri) throw new Error('No URI');
      return URICredentialsProvider.builder().withCredentialsURI(uri).build();
    },
  },
];

/** Elsewhere, asking for the metadata of an ECS instance costs seconds and finds nothing. */
async function mayHaveMetadata(): Promise<boolean> {
  if (process.env['ALIBABA_CLOUD_ECS_METADATA']) return true;
  const vendor = await readFile('/sys/class/dmi/id/sys_vendor', 'utf8').catch(() => '');
  return vendor.startsWith('Alibaba Cloud');
}

/** The links that an account asks: an account that names its source must not get another one's credentials. */
function linksOf({ source }: CloudConnection): { links: readonly ChainLink[]; profile: string | null } {
  switch (source.from) {
    case 'chain':
      return { links: chain, profile: null };
    case 'profile':
      return { links: chain.filter(({ name }) => name === 'cli' || name === 'file'), profile: source.name };
    case 'instance':
      return { links: chain.filter(({ name }) => name === 'ecs'), profile: null };
  }
}

/** A chain that asks its providers in order; from then on the one that had credentials, until it fails. */
export function credentialChain(connection: CloudConnection): () => Promise<ChainResult> {
  sendThroughProxy(connection);
  const { links, profile } = linksOf(connection);
  let winner: Provider | null = null;
  return async () => {
    const again = winner === null ? null : await foundBy(winner).catch(() => null);
    if (again !== null) return { ok: true, ...again };
    const sources: CredentialSource[] = [];
    for (const { name, build } of links) {
      let provider: Provider | null;
      try {
        provider = await build(profile);
      } catch {
        // The builders throw if nothing is configured for them.
        sources.push({ name, result: 'absent' });
        continue;
      }
      if (provider === null) {
        sources.push({ name, result: 'skipped' });
        continue;
      }
      try {
        const found = await foundBy(provider);
        winner = provider;
        return { ok: true, ...found };
      } catch (thrown) {
        sources.push({ name, result: resultOf(thrown) });
      }
    }
    return { ok: false, sources };
  };
}

async function foundBy(provider: Provider): Promise<Found> {
  const { accessKeyId, accessKeySecret, securityToken, providerName } = await provider.getCredentials();
  if (!accessKeyId || !accessKeySecret) throw new Error('No key pair');
  return {
    secrets: { accessKeyId, accessKeySecret, securityToken: securityToken || undefined },
    providerName,
  };
}

/** Only what certain known texts mean is taken from them. */
function resultOf(thrown: unknown): CredentialSource['result'] {
  const text = thrown instanceof Error ? thrown.message : '';
  if (/^(?:unable to get credentials from enviroment|reading aliyun cli config|ENOENT\b)/.test(text))
    return 'absent';
  return /^unsupported profile mode '\w+'$/.test(text) ? 'mode' : 'failed';
}

const direct = httpx.request.bind(httpx);

/**
 * The providers send through httpx, which knows no proxy, and have no setting for one. Their own calls are those to STS
 * and sign-in hosts, by HTTPS; the metadata and the credentials URI are near, by HTTP.
 */
function sendThroughProxy(connection: CloudConnection): void {
  httpx.request = (url, options) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:') return direct(url, options);
    return direct(url, { ...options, agent: agentFor(connection, { protocol: 'https', host: hostname }) });
  };
}
