import type { Route } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button-link';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { PageTitle } from '@/components/ui/page-title';
import { LocalTime } from '@/components/ui/local-time';
import { Code, Mono } from '@/components/ui/verbatim';
import { changesOf, hasStateToRestore, settingsIn, takesListenerAway } from '@/lib/activity/change-set';
import type { ActivityDetail, ChainedEntry } from '@/lib/activity/entry';
import { activityHref, entryNumbers, isAboutRun } from '@/lib/activity/query';
import { chainMark, isChainBehind, type ChainState } from '@/lib/activity/chain-state';
import type { Messages } from '@/lib/i18n/messages';
import { listenerHref, recreateHref, restoreHref } from '@/lib/listeners/list/hrefs';
import { portName } from '@/lib/model/protocol';
import { Duration } from './activity-table';
import { EntryChainMark } from './chain-mark';
import { Changes } from './changes';
import { FollowInProgress } from './follow-in-progress';
import { recordedOperationKey } from './operation-key';
import { Outcome } from './outcome-mark';

type Props = {
  detail: ActivityDetail;
  /** The name of its instance, where it is known. */
  instance: string | null;
};
type EntryProps = Props & { chain: ChainState };

/** One write in full: its details, its changes, and its position in the hash chain. */
export async function Entry({ detail, instance, chain }: EntryProps) {
  const [t, restore, domain] = await Promise.all([
    getTranslations('activity'),
    getTranslations('edit.restore'),
    getTranslations('domain'),
  ]);
  const { line, entries } = detail;
  const operation = t(`operation.${recordedOperationKey(line.operation)}`);
  const changes = changesOf(line);
  return (
    <div className="min-h-0 flex-1 overflow-auto max-sm:overflow-visible">
      <PageTitle
        crumb={
          <>
            <Link href="/activity">{t('detail.crumb')}</Link>
            <span aria-hidden="true">/</span>
            <span>{t('entryTitle', { id: entryNumbers(line) })}</span>
          </>
        }
        title={
          operation +
          domain('comma') +
          (isAboutRun(line)
            ? t('aboutRun', { id: line.runId })
            : instance === null
              ? portName(line)
              : t('detail.portOn', { port: portName(line), instance }))
        }
        tally={<Outcome outcome={line.outcome} words={t(`outcome.${line.outcome}`)} />}
        actions={
          <>
            {hasStateToRestore(line) && (
              <ButtonLink href={takesListenerAway(line) ? recreateHref(line.id) : restoreHref(line, line.id)}>
                {restore(takesListenerAway(line) ? 'recreate' : 'open')}
              </ButtonLink>
            )}
            {!isAboutRun(line) && (
              <ButtonLink
                href={
                  activityHref({
                    filter: {
                      regionId: line.regionId,
                      loadBalancerId: line.loadBalancerId,
                      listenerPort: line.listenerPort,
                    },
                    from: null,
                  }) as Route
                }
              >
                {t('detail.same')}
              </ButtonLink>
            )}
          </>
        }
      />
      <FollowInProgress
        ids={line.outcome === 'under-way' ? [line.id] : []}
        chain={isChainBehind(chain) ? chainMark(chain) : null}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-8 gap-y-6 border-t border-line px-5 py-4 max-lg:grid-cols-1 max-sm:px-4">
        <Section title={t('detail.facts')}>
          <Facts detail={detail} instance={instance} />
        </Section>
        <div className="grid content-start gap-6">
          <Section title={t('change.title')}>
            {changes.length === 0 ? (
              <p className="py-2 text-ink-2">{t('change.none')}</p>
            ) : (
              <div className="py-2">
                <Changes changes={changes} />
              </div>
            )}
          </Section>
          <States detail={detail} />
        </div>
        <div className="col-span-full">
          <Section title={t('detail.chain')}>
            <div className="grid gap-1 pt-2 text-12 text-ink-2">
              <p>{t('detail.chainText')}</p>
              <EntryChainMark chain={chain} id={line.id} />
            </div>
            <ol className="grid gap-3 py-2">
              {entries.map((entry) => (
                <InChain key={entry.id} entry={entry} single={entries.length === 1} />
              ))}
            </ol>
          </Section>
        </div>
      </div>
    </div>
  );
}

/** `stopped` has no name of its own: it explains the outcome. */
type FactName = keyof Messages['activity']['detail'] | 'stopped';

async function Facts({ detail: { line }, instance }: Props) {
  const [t, locale] = await Promise.all([getTranslations('activity'), getLocale()]);
  const facts: Partial<Record<FactName, ReactNode>> = {
    begun: line.begunAt && <LocalTime zoned at={line.begunAt} locale={locale} />,
    when: <LocalTime zoned at={line.at} locale={locale} />,
    who: line.actor,
    from: line.from && <Mono>{line.from}</Mono>,
    session: line.sessionId && <Mono>{line.sessionId}</Mono>,
    sluiceRequest: line.sluiceRequestId && <Mono>{line.sluiceRequestId}</Mono>,
    account: line.account,
    operation: (
      <>
        {t(`operation.${recordedOperationKey(line.operation)}`)} <Mono>{line.operation}</Mono>
      </>
    ),
    listener: !isAboutRun(line) && (
      <>
        {instance !== null && <>{instance} </>}
        <Link href={listenerHref(line)} translate="no" className="mono">
          {line.regionId} / {line.loadBalancerId} / {portName(line)}
        </Link>
      </>
    ),
    outcome: <Outcome outcome={line.outcome} words={t(`outcome.${line.outcome}`)} />,
    code: line.code && <Code>{line.code}</Code>,
    message: line.message !== null && (
      <q lang="en" className="quotes-none">
        {line.message}
      </q>
    ),
    stopped: line.outcome === 'unknown' && line.durationMillis === null && (
      <span className="text-warn">{t('stopped')}</span>
    ),
    settled: line.settledAs && (
      <>
        {line.settledAt && <LocalTime zoned at={line.settledAt} locale={locale} />}{' '}
        {t(`settledText.${line.settledAs}`)}
      </>
    ),
    requestId: line.requestId && (
      <span className="inline-flex items-center gap-1">
        <Mono>{line.requestId}</Mono>
        <CopyButton value={line.requestId} label={t('copyRequestId')} done={t('copied')} />
      </span>
    ),
    duration: line.durationMillis !== null && <Duration millis={line.durationMillis} />,
    run: line.runId !== null && <Link href={`/runs/${line.runId}` as Route}>{line.runId}</Link>,
  };
  return (
    <dl className="grid grid-cols-[132px_minmax(0,1fr)]">
      {(Object.entries(facts) as [FactName, ReactNode][]).map(
        ([name, value]) =>
          value && (
            <div key={name} className="col-span-full grid grid-cols-subgrid border-b border-line py-1.5">
              <dt className="text-ink-2">{name === 'stopped' ? '' : t(`detail.${name}`)}</dt>
              <dd className="min-w-0 wrap-anywhere">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** Both states with all their settings, folded: most of them are as they were. */
async function States({ detail: { line } }: { detail: ActivityDetail }) {
  const t = await getTranslations('activity.change');
  const before = settingsIn(line.before);
  const after = settingsIn(line.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (names.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-accent">{t('states')}</summary>
      <div
        className="overflow-x-auto"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        tabIndex={0}
      >
        <table className="mt-2 w-full border-collapse text-left">
          <thead className="text-12 text-ink-2">
            <tr>
              <th className="border-b border-line py-1 pr-4 font-medium">{t('setting')}</th>
              <th className="border-b border-line py-1 pr-4 font-medium">{t('was')}</th>
              <th className="border-b border-line py-1 font-medium">{t('wanted')}</th>
            </tr>
          </thead>
          <tbody translate="no" className="mono">
            {names.map((name) => (
              <tr key={name}>
                <th className="border-b border-line py-1 pr-4 font-normal text-ink-2">{name}</th>
                <td className="border-b border-line py-1 pr-4 wrap-anywhere">{before[name] ?? '–'}</td>
                <td className="border-b border-line py-1 wrap-anywhere">{after[name] ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

async function InChain({ entry, single }: { entry: ChainedEntry; single: boolean }) {
  const [t, domain, locale] = await Promise.all([
    getTranslations('activity'),
    getTranslations('domain'),
    getLocale(),
  ]);
  const kind = entry.outcome === 'begun' ? 'begunEntry' : single ? 'onlyEntry' : 'outcomeEntry';
  return (
    <li className="grid gap-1">
      <p>
        <b className="font-medium">{t('detail.entry', { id: entry.id })}</b>{' '}
        <span className="text-12 text-ink-2">
          {t(`detail.${kind}`) + domain('comma')}
          <LocalTime zoned at={entry.at} locale={locale} />
        </span>
      </p>
      <dl className="grid grid-cols-[132px_minmax(0,1fr)] items-center">
        <dt className="text-12 text-ink-2">{t('detail.previous')}</dt>
        <dd translate="no" className="mono wrap-anywhere text-ink-3">
          {entry.previousHash}
        </dd>
        <dt className="text-12 text-ink-2">{t('detail.hash')}</dt>
        <dd className="flex items-center gap-1">
          <Mono className="wrap-anywhere">{entry.hash}</Mono>
          <CopyButton value={entry.hash} label={t('copyHash', { id: entry.id })} done={t('copied')} />
        </dd>
      </dl>
    </li>
  );
}

export async function MissingEntry({ id }: { id: string }) {
  const t = await getTranslations('activity.detail');
  return (
    <EmptyState
      title={t('missing')}
      heading="h1"
      actions={<ButtonLink href="/activity">{t('back')}</ButtonLink>}
    >
      {t('missingText', { id })}
    </EmptyState>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="border-b border-line-2 pb-2 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
