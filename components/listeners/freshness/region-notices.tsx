import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Banner } from '@/components/ui/banner';
import { CopyButton } from '@/components/ui/copy-button';
import { SentenceGap } from '@/components/ui/sentence-gap';
import { Code } from '@/components/ui/verbatim';
import { unreadOf, type RegionOverview } from '@/lib/model/list-row';
import type { SlbFailure } from '@/lib/slb/result';
import type { CellMessages } from '../cell-messages';
import { failureText } from '../failure-text';
import { RefreshButton } from './freshness';

const WAITS_ITS_TURN = 'status';

const rich = {
  mono: (words: ReactNode) => <Code>{words}</Code>,
  said: (words: ReactNode) => (
    <q lang="en" className="quotes-none">
      {words}
    </q>
  ),
};

type Props = {
  regions: readonly RegionOverview[];
  /** How far the first reading has come is said elsewhere. */
  filling: boolean;
  messages: Pick<CellMessages, 'duration'>;
  nowMillis: number;
};

/**
 * What could not be read, with SLB's own message. One banner at a time: a failure before something that is only late.
 */
export async function RegionNotices({ regions, filling, messages, nowMillis }: Props) {
  const [t, domain] = await Promise.all([getTranslations('list.region'), getTranslations('domain')]);
  const separator = domain('separator');
  const unread = regions.map(unreadOf);
  const failed = unread.flatMap((region) => (region?.state === 'failed' ? [region] : []));
  const reading = unread.flatMap((region) => (region?.state === 'reading' ? [region] : []));
  const [first] = failed;

  const isShown = (regionId: string): boolean =>
    regions.some((region) => region.regionId === regionId && region.state === 'read');
  /** What is shown instead of these regions' rows, if anything. */
  const standIn = (ids: readonly string[]): string | null => {
    const old = regions.filter((region) => region.state === 'read' && ids.includes(region.regionId));
    if (old.length === 0) return null;
    const age = Math.round((nowMillis - Math.min(...old.map(({ readAtMillis }) => readAtMillis))) / 1000);
    return t('kept', {
      regions: old.map(({ regionId }) => regionId).join(separator),
      age: messages.duration(Math.max(0, age)),
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
            regions: failed.map(({ regionId }) => regionId).join(separator),
          });
    return (
      <FailureBanner
        kind={othersShown ? 'warn' : 'bad'}
        fact={fact}
        failures={failed.map(({ regionId, error }) => ({ regionId, error }))}
      >
        {standIn([...failed, ...reading].map(({ regionId }) => regionId))}
        {othersShown && !failed.every(({ regionId }) => isShown(regionId)) && (
          <>
            <SentenceGap />
            {t('others')}
          </>
        )}
      </FailureBanner>
    );
  }
  if (reading.length === 0 || filling) return null;
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
          ? t('reading', { regions: ids.join(separator) })
          : t('readingMany', { count: ids.length, regions: ids.join(separator) })
      }
    >
      {kept}
      <SentenceGap />
      {t(kept === null ? 'willFollow' : 'willRenew')}
    </Banner>
  );
}

/** DescribeRegions failed, and no region was named before. */
export async function RegionsFailed({ error }: { error: SlbFailure }) {
  const t = await getTranslations('list.region');
  return <FailureBanner kind="bad" fact={t('regionsFailed')} failures={[{ regionId: null, error }]} />;
}

type Failure = { regionId: string | null; error: SlbFailure };

type FailureProps = {
  kind: 'warn' | 'bad';
  fact: string;
  failures: readonly Failure[];
  children?: ReactNode;
};

/**
 * Failed reads in the reader's language and in SLB's own words, each with its code and RequestId; then the next try.
 */
async function FailureBanner({ kind, fact, failures, children }: FailureProps) {
  const t = await getTranslations('list.region');
  const [only, ...others] = failures;
  return (
    <Banner
      kind={kind}
      role={kind === 'bad' ? 'alert' : WAITS_ITS_TURN}
      className="mx-5 mb-2 flex-none max-sm:mx-4"
      fact={fact}
      causes={
        others.length > 0 && (
          // As many as a glance takes in; the others are scrolled to, by keyboard as well.
          <ul
            aria-label={fact}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            className="mt-1 grid max-h-34 gap-x-3 overflow-y-auto text-ink-2 max-sm:max-h-60 max-sm:gap-y-1.5"
          >
            {failures.map((failure) => (
              <li key={failure.regionId} className="max-sm:border-t max-sm:border-line max-sm:pt-1">
                <b translate="no" className="font-mono font-medium text-ink">
                  {failure.regionId}
                </b>{' '}
                <Cause error={failure.error} /> <RequestId failure={failure} />
              </li>
            ))}
          </ul>
        )
      }
      actions={
        <>
          {only && others.length === 0 && <RequestId failure={only} />}
          <RefreshButton label={t('tryNow')} text />
        </>
      }
    >
      {children}
      <SentenceGap />
      {only && others.length === 0 && <Cause error={only.error} />}
    </Banner>
  );
}

async function Cause({ error }: { error: SlbFailure }) {
  const [t, words] = await Promise.all([getTranslations('list.region'), failureText(error)]);
  return (
    <>
      {words !== null && (
        <>
          {t('sentence', { words })}
          <SentenceGap />
        </>
      )}
      <span>{t.rich('code', { ...rich, code: error.code, words: error.message })}</span>
    </>
  );
}

async function RequestId({ failure: { regionId, error } }: { failure: Failure }) {
  const t = await getTranslations('list.region');
  const meta = await getTranslations('domain.rejectionMeta');
  const diagnosis = error.facts?.diagnosis;
  return (
    <>
      {error.requestId !== null && (
        <CopyButton
          value={error.requestId}
          text={t('requestId')}
          label={regionId === null ? t('copyRequestId') : t('copyRequestIdOf', { region: regionId })}
          done={t('copied')}
        />
      )}
      {diagnosis !== undefined && (
        <CopyButton
          value={diagnosis}
          text={meta('diagnosis')}
          label={meta('copyDiagnosis')}
          done={t('copied')}
        />
      )}
    </>
  );
}
