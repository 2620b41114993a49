import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';

/** Shown at a URL that is not a page. */
export async function MissingPage() {
  const t = await getTranslations('shell.notFound');
  return (
    <EmptyState
      illustration
      title={t('title')}
      heading="h1"
      actions={<ButtonLink href="/listeners">{t('action')}</ButtonLink>}
    >
      <p>{t('text')}</p>
    </EmptyState>
  );
}
