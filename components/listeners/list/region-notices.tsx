import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Banner } from '@/components/ui/banner';
import { CopyButton } from '@/components/ui/copy-button';
import { knownRefusal } from '@/lib/listeners/errors';
import { unreadOf, type RegionOverview } from '@/lib/listeners/overview-types';
import type { SlbFailure } from '@/lib/slb/result';
import type { CellWords } from './cell-words';
import { RefreshButton } from './freshness';

const WAITS_ITS_TURN = 'status';

const rich = {
  mono: (words: ReactNode) => <code className="mono">{words}</code>,
  said: (words: ReactNode) => (
    <q lang="en" className="quotes-none">
      {words}
    </q>
  ),
};

type Props = {
  regions: readonly RegionOverview[];
  words: Pick<CellWords, 'duration'>;
  nowMillis: number;
};

/** What could not be read, with SLB's own words. One banner at a time: a failure before what is only late. */
export async function RegionNotices({ regions, words, nowMillis }: Props) {
  const t = await getTranslations('list.region');
  const unread = regions.map(unreadOf);
  const failed = unread.flatMap((region) => (region?.state === 'failed' ? [region] : []));
  const reading = unread.flatMap((region) => (region?.state === 'reading' ? [region] : []));
  const [first] = failed;

  const isShown = (regionId: string): boolean =>
    regions.some((region) => region.regionId === regionId && region.state === 'read');
  /** What stands in for the rows of these regions, where something does. */
  const standIn = (ids: readonly string[]): string | null => {
    const old = regions.filter((region) => region.state === 'read' && ids.includes(region.regionId));
    if (old.length === 0) return null;
    const age = Math.round((nowMillis - Math.min(...old.map(({ readAtMillis }) => readAtMillis))) / 1000);
    return t('kept', {
      regions: old.map(({ regionId }) => regionId).join(', '),
      age: words.duration(Math.max(0, age)),
    });
  };

  if (first) {
    const othersShown = regions.some(({ state }) => state === 'read');
    const fact = !othersShown
      ? t('allFailed')
      : failed.length === 1
        ? t('failed', { region: first.regionId })
        : t('failedMany', {
            count: failed.length,
            regions: failed.map(({ regionId }) => regionId).join(', '),
          });
    return (
      <FailureBanner kind={othersShown ? 'warn' : 'bad'} fact={fact} error={first.error}>
        {standIn(failed.map(({ regionId }) => regionId))}
        {othersShown && !failed.every(({ regionId }) => isShown(regionId)) && <> {t('others')}</>}
      </FailureBanner>
    );
  }
  if (reading.length === 0) return null;
  const ids = reading.map(({ regionId }) => regionId);
  const kept = standIn(ids);
  return (
    <Banner
      kind={kept === null ? 'info' : 'warn'}
      icon="clock"
      role={WAITS_ITS_TURN}
      className="mx-5 mb-2 flex-none max-sm:mx-4"
      fact={
        reading.length === 1
          ? t('reading', { regions: ids.join(', ') })
          : t('readingMany', { count: ids.length, regions: ids.join(', ') })
      }
    >
      {kept} {t(kept === null ? 'willFollow' : 'willRenew')}
    </Banner>
  );
}

/** DescribeRegions failed, and no region was named before. */
export async function RegionsFailed({ error }: { error: SlbFailure }) {
  const t = await getTranslations('list.region');
  return <FailureBanner kind="bad" fact={t('regionsFailed')} error={error} />;
}

type FailureProps = {
  kind: 'warn' | 'bad';
  fact: string;
  error: SlbFailure;
  children?: ReactNode;
};

/** A failed read in the reader's words and in SLB's own, with its code, its RequestId and the next try. */
async function FailureBanner({ kind, fact, error, children }: FailureProps) {
  const [t, refusal] = await Promise.all([getTranslations('list.region'), getTranslations('domain.refusal')]);
  const { explanation } = knownRefusal(error.code, error.message);
  return (
    <Banner
      kind={kind}
      role={kind === 'bad' ? 'alert' : WAITS_ITS_TURN}
      className="mx-5 mb-2 flex-none max-sm:mx-4"
      fact={fact}
      actions={
        <>
          {error.requestId !== null && (
            <CopyButton
              value={error.requestId}
              text={t('requestId')}
              label={t('copyRequestId')}
              done={t('copied')}
            />
          )}
          <RefreshButton label={t('tryNow')} text />
        </>
      }
    >
      {explanation === undefined ? null : <>{t('sentence', { words: refusal(explanation) })} </>}
      {children} <span>{t.rich('code', { ...rich, code: error.code, words: error.message })}</span>
    </Banner>
  );
}
