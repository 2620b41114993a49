import type { Metadata, Route } from 'next';
import { getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { ProviderForm } from '@/components/sign-in/provider-form';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { NO_ROLE, PROVIDER_DOWN } from '@/lib/auth/oidc-plugin';
import { oidcSettings } from '@/lib/auth/oidc-settings';
import { safeNext } from '@/lib/auth/safe-next';
import { sessionOf } from '@/lib/auth/session';
import { signInWithForm, signInWithProvider } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.signIn'))('title') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const query = await searchParams;
  const next = safeNext(query['next']);
  if ((await sessionOf(await headers())) !== null) redirect(next as Route);
  const provider = oidcSettings();
  return (
    <>
      <SignInForm
        next={next}
        failure={failureOf(query['error'])}
        seconds={Number.parseInt(String(query['seconds']), 10) || 1}
        action={signInWithForm}
      />
      {provider && <ProviderForm name={provider.name} next={next} action={signInWithProvider} />}
    </>
  );
}

/** What went wrong on the way back from the provider; the URL says it with a code. */
function failureOf(code: string | string[] | undefined) {
  if (code === undefined) return null;
  if (code === 'throttled') return code;
  if (code === PROVIDER_DOWN) return 'providerDown' as const;
  return code === NO_ROLE ? ('noRole' as const) : ('providerFailed' as const);
}
