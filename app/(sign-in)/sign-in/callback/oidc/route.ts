import { finishProviderSignIn } from '@/lib/auth/provider-sign-in';
import { callbackRoute } from '@/lib/web/callback-route';

/** Where the provider sends a browser back to (lib/auth/oidc-plugin.ts names it). */
export const GET = callbackRoute(finishProviderSignIn);
