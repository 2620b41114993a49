import 'server-only';
import { accessOf } from '@/lib/auth/access';
import { sessionOf } from '@/lib/auth/session';
import { config } from '@/lib/config';
import { localActor, type Actor } from '@/lib/model/actor';
import { permissionOf } from '@/lib/model/permission';

/**
 * Who sends a request with these headers: whoever uses this computer where there is no sign-in, else the person of its
 * session; null without one.
 */
export async function actorOfRequest(headers: Pick<Headers, 'get'>): Promise<Actor | null> {
  const actor = config().url === null ? localActor(headers.get('x-forwarded-for')) : await sessionOf(headers);
  return actor !== null && permissionOf(accessOf(actor), 'read').allowed ? actor : null;
}
