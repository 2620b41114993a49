import type { Metadata, Route } from 'next';
import { getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { safeNext } from '@/lib/auth/safe-next';
import { sessionOf } from '@/lib/auth/session';
import { signInWithForm } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.signIn'))('title') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = safeNext((await searchParams)['next']);
  if ((await sessionOf(await headers())) !== null) redirect(next as Route);
  return <SignInForm next={next} action={signInWithForm} />;
}
