import 'server-only';
import { redirect } from 'next/navigation';
import { sessionOf } from '@/lib/auth/session';
import { config } from '@/lib/config';
import { currentHead } from './current-head';
import { headers } from 'next/headers';
import { accessOf } from '@/lib/auth/access';
import { localActor, type Actor } from '@/lib/model/actor';
import type { Access } from '@/lib/model/permission';

/**
 * Who reads this page: the boundary of every page and layout, as `trustedRoute` is that of routes and
 * `assertTrustedRequest` that of actions. What runs before Next is no boundary for what Next runs.
 */
export async function requireActor(): Promise<Actor> {
  const head = await currentHead(await headers());
  if (config().url === null) return localActor(head.get('x-forwarded-for'));
  return (await sessionOf(head)) ?? redirect('/sign-in');
}

/** What whoever reads this page may do. */
export async function requireAccess(): Promise<Access> {
  return accessOf(await requireActor());
}
