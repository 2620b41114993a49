import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import { runsHref } from '@/lib/runs/run-address';

/** In place of a run that does not exist. */
export async function MissingRun() {
  const t = await getTranslations('runs.missing');
  return (
    <EmptyState
      illustration
      heading="h1"
      title={t('title')}
      actions={<ButtonLink href={runsHref(null)}>{t('action')}</ButtonLink>}
    >
      {t('text')}
    </EmptyState>
  );
}
