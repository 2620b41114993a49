import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell.notFound');
  return { title: t('title') };
}

export default async function NotFound() {
  const t = await getTranslations('shell.notFound');
  return (
    <EmptyState
      picture
      title={t('title')}
      heading="h1"
      actions={<ButtonLink href="/listeners">{t('action')}</ButtonLink>}
    >
      <p>{t('text')}</p>
    </EmptyState>
  );
}
