import { savePreference } from '@/lib/auth/preferences';
import { trustedRoute } from '@/lib/web/trusted-route';

/** Keeps a choice of the person who is signed in: `{ name, value }`. Without sign-in only the browser remembers it. */
export const POST = trustedRoute(async (request, { personId }) => {
  const input: unknown = await request.json().catch(() => null);
  const isKept = personId === null || (await savePreference(personId, input));
  return new Response(null, { status: isKept ? 204 : 400 });
});
