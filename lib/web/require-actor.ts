import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { accessOf } from '@/lib/auth/access';
import type { Actor } from '@/lib/model/actor';
import type { Access } from '@/lib/model/permission';
import { actorOfRequest } from './actor-of-request';
import { currentHead } from './current-head';

/** Asked by a dozen parts of a page, and looked up once for all of them: React forgets it with the rendering. */
const actorOfPage = cache(async () => actorOfRequest(await currentHead(await headers())));

/**
 * Who reads this page: the boundary of every page and layout, as `trustedRoute` is that of routes and
 * `assertTrustedRequest` that of actions. What runs before Next is no boundary for what Next runs.
 */
export async function requireActor(): Promise<Actor> {
  return (await actorOfPage()) ?? redirect('/sign-in');
}

/** What whoever reads this page may do. */
export async function requireAccess(): Promise<Access> {
  return accessOf(await requireActor());
}
