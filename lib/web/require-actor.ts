import 'server-only';
import { redirect } from 'next/navigation';
import { currentHead } from './current-head';
import { headers } from 'next/headers';
import { accessOf } from '@/lib/auth/access';
import type { Actor } from '@/lib/model/actor';
import type { Access } from '@/lib/model/permission';
import { actorOfRequest } from './actor-of-request';

/**
 * Who reads this page: the boundary of every page and layout, as `trustedRoute` is that of routes and
 * `assertTrustedRequest` that of actions. What runs before Next is no boundary for what Next runs.
 */
export async function requireActor(): Promise<Actor> {
  return (await actorOfRequest(await currentHead(await headers()))) ?? redirect('/sign-in');
}

/** What whoever reads this page may do. */
export async function requireAccess(): Promise<Access> {
  return accessOf(await requireActor());
}
