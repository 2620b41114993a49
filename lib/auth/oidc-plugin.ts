import 'server-only';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { roleOf, type OidcSettings } from './oidc-settings';

/** Of the one provider; it is in the address that the provider redirects to. */
export const PROVIDER = 'oidc';

/** The error of somebody whose groups give them no role. */
export const NO_ROLE = 'no_role';

/** The error of a provider that could not be asked where it signs people in. */
export const PROVIDER_DOWN = 'provider_down';

/** better-auth's plugin for the provider: PKCE, a state of this browser, and an ID token that is verified. */
export function oidcPlugin(settings: OidcSettings) {
  return genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        discoveryUrl: `${settings.issuer}/.well-known/openid-configuration`,
        clientId: settings.clientId,
        clientSecret: settings.clientSecret,
        scopes: ['openid', 'email', 'profile', ...settings.scopes],
        pkce: true,
        requireIdTokenVerification: true,
        // Name and role are those of the last sign-in.
        overrideUserInfo: true,
        mapProfileToUser: (claims: Record<string, unknown>) => ({
          name: String(claims['name'] ?? claims['preferred_username'] ?? claims['email'] ?? ''),
          role: roleOf(claims, settings) ?? undefined,
        }),
      },
    ],
  });
}
