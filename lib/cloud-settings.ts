import 'server-only';
import { z } from 'zod';
import { parseSettings, setting, type Environment } from './setting';

/** An account of Alibaba Cloud: which hosts answer for it, how they are reached, and who calls. */
export type CloudConnection = {
  mode: 'cloud';
  /** Hosts that replace those of the table, by region id; `default`: for calls without a region. */
  slbHosts: Readonly<Record<string, string>>;
  stsHost: string;
  proxy: Proxy | null;
  /** Where credentials are looked for: in the whole chain, in a profile, or at the ECS instance only. */
  source: { from: 'chain' } | { from: 'profile'; name: string } | { from: 'instance' };
  /** The role that the credentials found are exchanged for; null: they call themselves. */
  role: AssumedRole | null;
};

/** `authorization` is the value of the header, a secret. `bypass`: the hosts of `NO_PROXY`. */
export type Proxy = {
  protocol: 'http:' | 'https:';
  hostname: string;
  port: number;
  authorization: string | null;
  bypass: readonly string[];
};

/** A role of RAM. The session name appears in ActionTrail. */
export type AssumedRole = { arn: string; sessionName: string; externalId: string | null };

function matching(pattern: RegExp, form: string) {
  return z.string().regex(pattern, { error: `must have the form ${form}` });
}

// Only hosts of SLB and STS, public or inside a VPC, are ever signed for.
const SLB_HOST = /^slb(?:-vpc)?(?:\.[a-z0-9-]+)?\.aliyuncs\.com$/;
const STS_HOST = /^sts(?:-vpc)?(?:\.[a-z0-9-]+)?\.aliyuncs\.com$/;

const slbHostsText = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair) => pair.trim().split('='));
  if (pairs.every(({ length, 0: id = '', 1: host = '' }) => length === 2 && id !== '' && SLB_HOST.test(host)))
    return Object.fromEntries(pairs) as Record<string, string>;
  context.addIssue('must have the form REGION=HOST, REGION=HOST with SLB hosts under aliyuncs.com');
  return z.NEVER;
});

const proxyText = z.string().transform((text, context) => {
  const proxy = parseProxy(text.includes('://') ? text : `http://${text}`);
  if (proxy !== null) return proxy;
  context.addIssue('must be the address of an HTTP proxy');
  return z.NEVER;
});

export const roleArnText = matching(/^acs:ram::\d+:role\/\S+$/, 'acs:ram::ACCOUNT:role/NAME');
export const externalIdText = matching(
  /^[\w+=,.@:/-]{2,1224}$/,
  'of 2 to 1224 letters, digits, + = , . @ : / - _',
);

const DEFAULT_SESSION_NAME = 'sluice';

const cloudSchema = z.object({
  SLUICE_SLB_HOSTS: setting(slbHostsText.default({})),
  SLUICE_STS_HOST: setting(matching(STS_HOST, 'sts.REGION.aliyuncs.com').default('sts.aliyuncs.com')),
  SLUICE_ROLE_ARN: setting(roleArnText.optional()),
  SLUICE_ROLE_SESSION_NAME: setting(
    matching(/^[\w.@-]{2,64}$/, 'of 2 to 64 letters, digits, . @ - _').default(DEFAULT_SESSION_NAME),
  ),
  SLUICE_ROLE_EXTERNAL_ID: setting(externalIdText.optional()),
  HTTPS_PROXY: setting(proxyText.optional()),
  NO_PROXY: setting(z.string().default('')),
});

/** What only cloud mode reads. The sandbox is never reached through a proxy, so a wrong one does not matter there. */
export function cloudConnection(environment: Environment): CloudConnection {
  const settings = parseSettings(cloudSchema, {
    ...environment,
    // The usual tools read both spellings, and prefer the small one.
    HTTPS_PROXY: environment['https_proxy'] || environment['HTTPS_PROXY'],
    NO_PROXY: environment['no_proxy'] || environment['NO_PROXY'],
  });
  const bypass = settings.NO_PROXY.split(',').map((host) => host.trim().toLowerCase());
  return {
    mode: 'cloud',
    slbHosts: settings.SLUICE_SLB_HOSTS,
    stsHost: settings.SLUICE_STS_HOST,
    proxy: settings.HTTPS_PROXY === undefined ? null : { ...settings.HTTPS_PROXY, bypass },
    source: { from: 'chain' },
    role:
      settings.SLUICE_ROLE_ARN === undefined
        ? null
        : {
            arn: settings.SLUICE_ROLE_ARN,
            sessionName: settings.SLUICE_ROLE_SESSION_NAME,
            externalId: settings.SLUICE_ROLE_EXTERNAL_ID ?? null,
          },
  };
}

/** The connection of one of several accounts. What it does not say is as in `base`, but for the role. */
export function accountConnection(
  base: CloudConnection,
  account: {
    profile?: string | undefined;
    instanceRole?: true | undefined;
    roleArn?: string | undefined;
    externalId?: string | undefined;
  },
): CloudConnection {
  const { profile, instanceRole, roleArn: arn, externalId = null } = account;
  const sessionName = base.role?.sessionName ?? DEFAULT_SESSION_NAME;
  return {
    ...base,
    source:
      profile !== undefined
        ? { from: 'profile', name: profile }
        : instanceRole
          ? { from: 'instance' }
          : base.source,
    role: arn === undefined ? null : { arn, sessionName, externalId },
  };
}

function parseProxy(text: string): Omit<Proxy, 'bypass'> | null {
  try {
    const { protocol, hostname, port, username, password } = new URL(text);
    if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '') return null;
    const userInfo = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return {
      protocol,
      hostname,
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      authorization: username === '' ? null : `Basic ${Buffer.from(userInfo).toString('base64')}`,
    };
  } catch {
    return null;
  }
}
