import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import type { BlockReason } from '@/lib/model/rules';

/** Replaces the form of whoever may create no listener anywhere: the reason. */
export async function BlockedCreate({ blockReason }: { blockReason: BlockReason }) {
  const [t, domain] = await Promise.all([
    getTranslations('form.blocked'),
    getTranslations('domain.blockReason'),
  ]);
  return (
    <EmptyState
      heading="h1"
      title={t('title')}
      actions={<ButtonLink href="/listeners">{t('list')}</ButtonLink>}
    >
      <p>{domain(blockReason)}</p>
    </EmptyState>
  );
}
