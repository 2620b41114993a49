import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FollowRun } from '@/components/runs/follow-run';
import { RunsTable } from '@/components/runs/runs-table';
import { runMessages } from '@/components/runs/run-messages';
import { ClientMessages } from '@/components/shell/client-messages';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import { PageTitle } from '@/components/ui/page-title';
import { listRuns, progressMark } from '@/lib/runs/read-runs';
import { parseRunsQuery, RUNS_PAGE_SIZE, runsProgressHref } from '@/lib/runs/run-address';
import { isInProgress } from '@/lib/runs/run-types';
import { requireActor } from '@/lib/web/require-actor';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  const t = await getTranslations('runs');
  return { title: t('title') };
}

/** Bulk runs, newest first. */
export default async function RunsPage({ searchParams }: PageProps<'/runs'>) {
  await requireActor();
  const { beforeId } = parseRunsQuery(await searchParams);
  const [t, messages, runs] = await Promise.all([
    getTranslations('runs'),
    runMessages(),
    listRuns({ limit: RUNS_PAGE_SIZE + 1, beforeId }),
  ]);
  if (runs === null)
    return (
      <>
        <PageTitle title={t('title')} />
        <EmptyState
          illustration
          title={t('unknown.title')}
          actions={<ButtonLink href="/settings/connection">{t('unknown.action')}</ButtonLink>}
        >
          {t('unknown.text')}
        </EmptyState>
      </>
    );
  const shown = runs.slice(0, RUNS_PAGE_SIZE);
  return (
    <>
      <PageTitle title={t('title')} />
      <ClientMessages paths={['runs.progress']}>
        <FollowRun
          address={runsProgressHref(beforeId)}
          shown={progressMark(shown)}
          inProgress={shown.some((run) => isInProgress(run) && run.connection.is === 'own')}
        />
      </ClientMessages>
      {shown.length === 0 && beforeId === undefined ? (
        <EmptyState
          illustration
          title={t('none.title')}
          actions={<ButtonLink href="/listeners">{t('none.action')}</ButtonLink>}
        >
          {t('none.text')}
        </EmptyState>
      ) : (
        <RunsTable
          runs={shown}
          messages={messages}
          olderThan={runs.length > RUNS_PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null}
          isFirstPage={beforeId === undefined}
        />
      )}
    </>
  );
}
