import type { ReactNode } from 'react';
import type { Metadata, Route } from 'next';
import { MissingRun } from '@/components/runs/missing-run';
import { getLocale, getTranslations } from 'next-intl/server';
import { RunChange } from '@/components/runs/run-change';
import { FollowRun } from '@/components/runs/follow-run';
import { RunPermission } from '@/components/runs/run-permission';
import { RunConnection } from '@/components/runs/run-connection';
import { RunActionButton } from '@/components/runs/run-actions';
import { RunDownloads } from '@/components/runs/run-downloads';
import { RunPulse } from '@/components/runs/run-pulse';
import { RunProgress } from '@/components/runs/run-progress';
import { RunRows } from '@/components/runs/run-rows';
import { runMessages, statesOf } from '@/components/runs/run-messages';
import { StateFilter } from '@/components/runs/state-filter';
import { ButtonLink } from '@/components/ui/button-link';
import { ClientMessages } from '@/components/shell/client-messages';
import { SayAwaited } from '@/components/shell/awaiting';
import { Link } from '@/components/ui/link';
import { LocalTime } from '@/components/ui/local-time';
import { PageTitle } from '@/components/ui/page-title';
import { activityHref } from '@/lib/activity/query';
import { defaultListQuery, listHref } from '@/lib/listeners/list/list-query';
import { planHref } from '@/lib/plans/plan-address';
import { planOfRun } from '@/lib/plans/store';
import { pageMark, readRun, readRunRows, runsAfter } from '@/lib/runs/read-runs';
import { readPulse } from '@/lib/runs/read-pulse';
import { formatRunFilter, runRegions } from '@/lib/runs/run-members';
import {
  followUpHref,
  mayFollowUp,
  parsePositive,
  parseRunQuery,
  runHref,
  runsHref,
} from '@/lib/runs/run-address';
import { permissionOf } from '@/lib/model/permission';
import { isInProgress, resumableStates } from '@/lib/runs/run-types';
import { answerNotFound } from '@/lib/web/answer-status';
import { requireAccess, requireActor } from '@/lib/web/require-actor';
import { permissionToRetry } from '../read-retry';
import { cancelRun, followUnsettled, pauseRun, recheckUnknown, resumeRun, retryFailed } from '../actions';

type Props = PageProps<'/runs/[runId]'>;

async function runAt({ params }: Props) {
  const runId = parsePositive((await params).runId);
  return runId === undefined ? null : readRun(runId);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireActor();
  const [t, messages, run] = await Promise.all([getTranslations('runs'), runMessages(), runAt(props)]);
  if (run === null) return { title: t('missing.title') };
  const [change] = messages.changed(run);
  const title = messages.title(run);
  return { title: change === undefined ? title : t('changed.title', { title, change }) };
}

const ROWS = 100;

/** One run: its progress, and the result for each of its listeners. */
export default async function RunPage(props: Props) {
  const [t, locale, messages, run] = await Promise.all([
    getTranslations('runs'),
    getLocale(),
    runMessages(),
    runAt(props),
  ]);
  if (run === null) {
    answerNotFound();
    return <MissingRun />;
  }
  const { state, after: afterRow } = parseRunQuery(await props.searchParams);
  const rows = await readRunRows({
    runId: run.id,
    states: state === null ? [] : [state],
    after: afterRow,
    limit: ROWS + 1,
  });
  const shown = rows.slice(0, ROWS);
  const { counts } = run;
  const inProgress = isInProgress(run);
  const access = await requireAccess();
  const mayUndo = mayFollowUp(run, 'undo', access);
  const after = await runsAfter(run.id);
  const plan = run.kind === 'plan' ? await planOfRun(run.id, await requireActor()) : null;
  const mayContinue = mayFollowUp(run, 'cancelled', access) && !after.some(({ how }) => how === 'cancelled');
  const retryable = resumableStates.filter((each) => counts[each] > 0);
  const isResumable = !inProgress && run.connection.is === 'own' && retryable.length > 0;
  const permission = isResumable
    ? await permissionToRetry(run, retryable, access)
    : permissionOf(access, 'cancel-run');
  const mayRetry = isResumable && permission.allowed;
  const isOwn = inProgress && run.connection.is === 'own';
  const mayPause =
    isOwn &&
    run.pausedAt === null &&
    run.cancelledAt === null &&
    counts.waiting > 0 &&
    permissionOf(access, 'cancel-run').allowed;
  const mayResume =
    isOwn && run.pausedAt !== null && (await permissionToRetry(run, ['waiting'], access)).allowed;
  const pulse = inProgress ? await readPulse(run) : null;
  const mayCancel = permissionOf(access, 'cancel-run').allowed;
  // What a run has deleted is not listed any more.
  const listed =
    counts[state ?? 'total'] - (run.kind === 'delete' && (state ?? 'done') === 'done' ? counts.done : 0);
  const mayBeListed = run.connection.is === 'own' && listed > 0;
  const regions = mayBeListed ? await runRegions(run.id, state) : [];
  return (
    <ClientMessages paths={['domain', 'runs.action', 'runs.progress']}>
      <PageTitle
        crumb={
          <>
            <Link href={runsHref(null)}>{t('title')}</Link>
            <span aria-hidden="true">/</span>
            <span>{t('crumb', { id: String(run.id) })}</span>
          </>
        }
        title={messages.title(run)}
        tally={
          <>
            <span className="whitespace-nowrap">{t.rich('requestedBy', { actor: run.actor, b: bold })}</span>
            <LocalTime at={run.createdAt} locale={locale} />
            <span className="whitespace-nowrap">
              {t(inProgress ? 'duration.going' : 'duration.took', { duration: messages.duration(run) })}
            </span>
            {plan !== null && <Link href={planHref(plan.id)}>{t('ofPlan', { name: plan.name })}</Link>}
            {run.source !== null && <Link href={runHref(run.source.runId)}>{messages.source(run)}</Link>}
            {after.map(({ runId, how }) => (
              <Link key={runId} href={runHref(runId)}>
                {t(`after.${how}`, { id: runId })}
              </Link>
            ))}
            <Link href={activityHref({ filter: { runId: run.id }, from: null }) as Route}>
              {t('activity')}
            </Link>
          </>
        }
        actions={
          <>
            {inProgress && run.pausedAt === null && <SayAwaited />}
            {mayPause && <RunActionButton runId={run.id} kind="pause" action={pauseRun} />}
            {mayResume && <RunActionButton runId={run.id} kind="resume" action={resumeRun} />}
            {mayCancel && counts.waiting + counts.calling > 0 && inProgress && run.cancelledAt === null && (
              <RunActionButton runId={run.id} kind="cancel" action={cancelRun} />
            )}
            {mayRetry && counts.failed > 0 && (
              <RunActionButton runId={run.id} kind="retry" action={retryFailed} count={counts.failed} />
            )}
            {mayRetry && counts.unknown > 0 && (
              <RunActionButton
                runId={run.id}
                kind="recheck"
                action={recheckUnknown}
                count={counts.unknown}
                describedBy="unknown-hint"
              />
            )}
            {mayRetry && counts.unsettled > 0 && (
              <RunActionButton
                runId={run.id}
                kind="follow"
                action={followUnsettled}
                count={counts.unsettled}
              />
            )}
            {mayContinue && (
              <ButtonLink href={followUpHref(run.id, 'cancelled')}>
                {t('action.runCancelled', { count: counts.cancelled })}
              </ButtonLink>
            )}
            {mayUndo && <ButtonLink href={followUpHref(run.id, 'undo')}>{t('action.undo')}</ButtonLink>}
            <RunDownloads runId={run.id} />
          </>
        }
      />
      <RunChange
        label={t('changed.label')}
        changed={messages.changed(run)}
        parameters={messages.parameters(run)}
      />
      <RunProgress run={run} messages={messages} />
      {pulse !== null && <RunPulse run={run} pulse={pulse} messages={messages} />}
      <RunPermission run={run} permission={permission} />
      <RunConnection run={run} />
      {mayRetry && counts.unknown > 0 && (
        <p id="unknown-hint" className="max-w-[130ch] px-5 pb-3 text-12 text-ink-2 max-sm:px-4">
          {t('action.unknownHint', { count: counts.unknown })}
        </p>
      )}
      <FollowRun
        address={`/runs/${run.id}/progress`}
        shown={pageMark(run)}
        inProgress={inProgress}
        isPaused={run.pausedAt !== null}
        progress={
          pulse !== null
            ? messages.announced(run, pulse)
            : t('progress.over', { counts: messages.counts(run) })
        }
        tenth={Math.floor((10 * counts.finished) / counts.total)}
      />
      <StateFilter
        run={run}
        chosen={state}
        listHref={
          mayBeListed
            ? (listHref({ ...defaultListQuery, regions, text: formatRunFilter(run.id, state) }) as Route)
            : null
        }
      />
      <RunRows
        run={run}
        rows={shown}
        messages={messages}
        grouped={state === null && statesOf(counts).length > 1}
        nextHref={rows.length > ROWS ? runHref(run.id, { state, after: shown.at(-1) ?? null }) : null}
        firstHref={afterRow === null ? null : runHref(run.id, { state })}
      />
    </ClientMessages>
  );
}

function bold(words: ReactNode): ReactNode {
  return <b className="text-ink">{words}</b>;
}
