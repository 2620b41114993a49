import type { Route } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button-link';
import { PageTitle } from '@/components/ui/page-title';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import type { ListSummary } from '@/lib/listeners/list/list-summary';

type Beginning = { regionId?: string | undefined; loadBalancerId?: string | undefined };

type Props = {
  /** All that were read, before any filter; null while nothing was read. */
  summary: Pick<ListSummary, 'all' | 'counts'> | null;
  /** The regions that were read; null while they are being read. */
  regionCount: number | null;
  /** A region, and ideally an instance, to prefill the form with; null if the action is elsewhere. */
  create: Beginning | null;
};

const rich = {
  b: (words: ReactNode) => <b className="text-ink">{words}</b>,
  wide: (words: ReactNode) => <span className="max-sm:hidden">{words}</span>,
};

/** The page's name, its counts and its one primary action. */
export async function ListHead({ summary, regionCount, create }: Props) {
  const t = await getTranslations('list');
  const counts = summary && { all: summary.all, ...summary.counts };
  return (
    <PageTitle
      title={t('title')}
      tally={
        counts === null ? (
          // As high as the counts will be, so that nothing moves when they come.
          regionCount === null && <Skeleton width={220} />
        ) : (
          <>
            <span>{t.rich('tally.total', { ...rich, count: counts.all, regions: regionCount ?? 0 })}</span>
            <Status status="running">{t.rich('tally.running', { ...rich, count: counts.running })}</Status>
            <Status status="stopped">{t.rich('tally.stopped', { ...rich, count: counts.stopped })}</Status>
            {counts.changing > 0 && (
              <Status status="starting">
                {t.rich('tally.changing', { ...rich, count: counts.changing })}
              </Status>
            )}
          </>
        )
      }
      actions={
        create && (
          <>
            <ButtonLink href="/listeners/plan" icon="rows">
              {t('createMany')}
            </ButtonLink>
            <ButtonLink href={createHref(create)} variant="primary" icon="plus">
              {t('create')}
            </ButtonLink>
          </>
        )
      }
    />
  );
}

function createHref({ regionId, loadBalancerId }: Beginning): Route {
  const search = new URLSearchParams();
  if (regionId !== undefined) search.set('region', regionId);
  if (loadBalancerId !== undefined) search.set('instance', loadBalancerId);
  return (search.size === 0 ? '/listeners/new' : `/listeners/new?${search}`) as Route;
}
