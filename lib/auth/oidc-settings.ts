import 'server-only';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { roles, type Role } from '@/lib/model/actor';

/** The provider that people may sign in with (OpenID Connect), and who of them may what. */
export type OidcSettings = {
  issuer: string;
  /** What the button says. */
  name: string;
  clientId: string;
  clientSecret: string;
  /** The claim of the ID token that names somebody's groups. */
  groupsClaim: string;
  /** Scopes to ask for besides `openid email profile`. */
  scopes: readonly string[];
  roleOfGroup: ReadonlyMap<string, Role>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `SLUICE_OIDC_*`; null if no provider is set. Throws with one sentence that names the variable and never repeats
 * its value.
 */
export function readOidcSettings(environment: Environment): OidcSettings | null {
  const value = (name: string): string => environment[`SLUICE_OIDC_${name}`] ?? '';
  const needed = (name: string): string => {
    if (value(name) === '') throw new Error(`SLUICE_OIDC_${name} is required with SLUICE_OIDC_ISSUER.`);
    return value(name);
  };
  if (value('ISSUER') === '') return null;
  if ((environment['SLUICE_URL'] ?? '') === '') throw new Error('SLUICE_OIDC_ISSUER requires SLUICE_URL.');
  const issuer = issuerIn(value('ISSUER'));
  return {
    issuer,
    name: value('NAME') || new URL(issuer).host,
    clientId: needed('CLIENT_ID'),
    clientSecret:
      value('CLIENT_SECRET_FILE') === '' ? needed('CLIENT_SECRET') : fileAt(value('CLIENT_SECRET_FILE')),
    groupsClaim: value('GROUPS_CLAIM') || 'groups',
    scopes: value('SCOPES').split(/\s+/).filter(Boolean),
    roleOfGroup: rolesIn(needed('ROLES')),
  };
}

// On globalThis because a Next server may load one module twice.
const held: typeof globalThis & { sluiceOidc?: OidcSettings | null } = globalThis;

/** The provider of this process, read once. Throws as `readOidcSettings` does. */
export function oidcSettings(): OidcSettings | null {
  held.sluiceOidc ??= readOidcSettings(process.env);
  return held.sluiceOidc;
}

/** Makes the next `oidcSettings()` read the environment again: for tests. */
export function forgetOidcSettings(): void {
  delete held.sluiceOidc;
}

/** Over TLS, or on this machine. */
function issuerIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLoopback = url?.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url === null || !(url.protocol === 'https:' || isLoopback) || url.search !== '' || url.hash !== '')
    throw new Error('SLUICE_OIDC_ISSUER must be the https address of the provider.');
  return text.replace(/\/$/, '');
}

function fileAt(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new Error('The file that SLUICE_OIDC_CLIENT_SECRET_FILE names cannot be read.');
  }
}

/** `team-net=operator, team-lead=admin`: a group may contain an equals sign, a role does not. */
function rolesIn(text: string): ReadonlyMap<string, Role> {
  const pairs = text
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const end = pair.lastIndexOf('=');
      const role = z.enum(roles).safeParse(pair.slice(end + 1).trim());
      const group = pair.slice(0, Math.max(end, 0)).trim();
      if (!role.success || group === '')
        throw new Error(
          'SLUICE_OIDC_ROLES must have the form GROUP=ROLE, GROUP=ROLE, with viewer, operator or admin.',
        );
      return [group, role.data] as const;
    });
  return new Map(pairs);
}

const claimSchema = z.union([z.array(z.unknown()), z.string().transform((group) => [group])]);

/** The highest role that somebody's groups give them; null: none does, and they have no access. */
export function roleOf(claims: Readonly<Record<string, unknown>>, settings: OidcSettings): Role | null {
  const groups = claimSchema.safeParse(claims[settings.groupsClaim]).data ?? [];
  const given = groups.flatMap((group) => settings.roleOfGroup.get(String(group)) ?? []);
  return roles.findLast((role) => given.includes(role)) ?? null;
}
