'use server';

import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import type { LinkState } from '@/components/sign-in/link-form';
import { START, type SignInState } from '@/components/sign-in/sign-in-state';
import { acceptLink } from '@/lib/auth/accept-link';
import { PROVIDER_DOWN } from '@/lib/auth/oidc-plugin';
import { beginProviderSignIn } from '@/lib/auth/provider-sign-in';
import { HOME, safeNext } from '@/lib/auth/safe-next';
import { signIn, signInWithCode, signOut } from '@/lib/auth/sign-in';
import { assertSignInRequest } from '@/lib/web/sign-in-request';
import { setCookies } from '@/lib/web/set-cookies';

const text = (max: number) => z.string().trim().max(max);
const signInSchema = z.union([
  z.object({ code: text(40) }),
  z.object({ email: text(254), password: z.string().max(1000) }),
]);

/** Signs in with the fields of the form, and goes where the person wanted to; returns what the form shows otherwise. */
export async function signInWithForm(_before: SignInState, form: FormData): Promise<SignInState> {
  const headers = await assertSignInRequest();
  const typed = signInSchema.safeParse(Object.fromEntries(form)).data;
  if (typed === undefined) return { ...START, problem: 'wrong' };
  const isCode = 'code' in typed;
  const outcome = isCode ? await signInWithCode(typed.code, headers) : await signIn(typed, headers);
  const email = isCode ? '' : typed.email;
  switch (outcome.kind) {
    case 'signed-in':
      await setCookies(outcome.cookies);
      redirect(safeNext(form.get('next')) as Route);
    // oxlint-disable-next-line no-fallthrough -- a redirect throws
    case 'second-factor':
      await setCookies(outcome.cookies);
      return { ...START, step: 'code' };
    case 'throttled':
      return {
        ...START,
        step: isCode ? 'code' : 'password',
        email,
        problem: 'throttled',
        seconds: outcome.seconds,
      };
    case 'wrong':
      return isCode
        ? { ...START, step: 'code', problem: 'wrongCode' }
        : { ...START, email, problem: 'wrong' };
  }
}

const linkSchema = z.object({
  token: text(100),
  name: text(100).default(''),
  email: z.email().max(254).catch(''),
  // A longer one is too long anyway, and is said to be.
  password: z.string().transform((typed) => typed.slice(0, 1000)),
});

/** Does what a one-time link is for, and signs in with the new password. */
export async function acceptLinkWithForm(_before: LinkState, form: FormData): Promise<LinkState> {
  const headers = await assertSignInRequest();
  const { token, name, email, password } = linkSchema.parse(Object.fromEntries(form));
  const again = { name, email: String(form.get('email')), problem: null, weakness: null };
  if (form.has('name') && name === '') return { ...again, problem: 'nameMissing' };
  if (email === '') return { ...again, problem: 'emailInvalid' };
  const outcome = await acceptLink(token, { name, email, password }, headers.get('x-forwarded-for'));
  switch (outcome.kind) {
    case 'weak':
      return { ...again, weakness: outcome.weakness };
    case 'taken':
      return { ...again, problem: 'taken' };
    case 'gone':
      // The page says so when it is rendered again.
      redirect(`/reset/${encodeURIComponent(token)}`);
    // oxlint-disable-next-line no-fallthrough -- a redirect throws
    case 'done': {
      const signedIn = await signIn({ email: outcome.person.email, password }, headers);
      if (signedIn.kind !== 'signed-in') redirect('/sign-in');
      await setCookies(signedIn.cookies);
      redirect(HOME);
    }
  }
}

/** Leads to the provider, and from there to where the person wanted to go. */
export async function signInWithProvider(form: FormData): Promise<void> {
  const headers = await assertSignInRequest();
  const begun = await beginProviderSignIn(safeNext(form.get('next')), headers);
  if (begun.kind === 'throttled') redirect(`/sign-in?error=throttled&seconds=${begun.seconds}`);
  if (begun.kind === 'down') redirect(`/sign-in?error=${PROVIDER_DOWN}`);
  await setCookies(begun.cookies);
  redirect(begun.location as Route);
}

/** Ends the session of this browser. */
export async function signOutHere(): Promise<void> {
  await setCookies(await signOut(await assertSignInRequest()));
  redirect('/sign-in');
}
