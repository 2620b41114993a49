import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Banner } from '@/components/ui/banner';
import { CopyButton } from '@/components/ui/copy-button';
import { knownRefusal } from '@/lib/listeners/errors';
import type { RegionOverview } from '@/lib/listeners/overview-types';
import type { SlbFailure } from '@/lib/slb/result';
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
  /** The regions that failed, or have not answered. */
  regions: readonly RegionOverview[];
  /** Whether other regions are shown all the same. */
  othersShown: boolean;
};

/** What could not be read, with SLB's own words. One banner at a time: a failure before what is only late. */
export async function RegionNotices({ regions, othersShown }: Props) {
  const t = await getTranslations('list.region');
  const failed = regions.flatMap((region) => (region.state === 'failed' ? [region] : []));
  const reading = regions.filter(({ state }) => state === 'reading');
  const [first] = failed;

  if (first) {
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
        {othersShown && t('others')}
      </FailureBanner>
    );
  }
  if (reading.length === 0) return null;
  const ids = reading.map(({ regionId }) => regionId).join(', ');
  return (
    <Banner
      kind="info"
      icon="clock"
      role={WAITS_ITS_TURN}
      className="mx-5 mb-2 flex-none max-sm:mx-4"
      fact={
        reading.length === 1
          ? t('reading', { regions: ids })
          : t('readingMany', { count: reading.length, regions: ids })
      }
    >
      {t('willFollow')}
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
