import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import { isInProgress, type Run } from '@/lib/runs/run-types';

/** Says that a run of another connection does not proceed from here. */
export async function RunConnection({ run }: { run: Run }) {
  const t = await getTranslations('runs.connection');
  const { connection, counts } = run;
  if (connection.is === 'own') return null;
  if (isInProgress(run))
    return (
      <Banner kind="warn" fact={t(`${connection.is}.fact`)} className="mx-5 mb-3 max-sm:mx-4">
        {connection.is === 'other' ? t('other.waits', { connection: connection.name }) : t('none.waits')}
      </Banner>
    );
  // Nothing is missing in a run of which all is done.
  if (connection.is === 'none' && counts.failed + counts.unknown === 0) return null;
  return (
    <p className="max-w-[130ch] px-5 pb-3 text-12 text-ink-2 max-sm:px-4">
      {connection.is === 'other' ? t('other.over', { connection: connection.name }) : t('none.over')}
    </p>
  );
}
