import 'server-only';
import { headers } from 'next/headers';
import { accessOf } from '@/lib/auth/access';
import { localActor, type Actor } from '@/lib/model/actor';
import type { Access } from '@/lib/model/permission';

/**
 * Who reads this page: the boundary of every page and layout, as `trustedRoute` is that of routes and
 * `assertTrustedRequest` that of actions. What runs before Next is no boundary for what Next runs.
 */
export async function requireActor(): Promise<Actor> {
  return localActor((await headers()).get('x-forwarded-for'));
}

/** What whoever reads this page may do. */
export async function requireAccess(): Promise<Access> {
  return accessOf(await requireActor());
}
