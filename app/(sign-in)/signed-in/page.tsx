import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/web/require-actor';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.signedIn'))('title') };
}

/** After signing in again beside a page whose session had ended. */
export default async function SignedInPage() {
  await requireActor();
  const t = await getTranslations('account.signedIn');
  return (
    <div className="grid gap-3">
      <h1 className="text-20 font-semibold tracking-[-0.012em]">{t('title')}</h1>
      <p className="text-ink-2">{t('text')}</p>
    </div>
  );
}
