import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ActivityList } from '@/components/activity/activity-list';
import { countActivity, MOST_COUNTED, readActivityPage } from '@/lib/activity/list';
import { parseActivityQuery } from '@/lib/activity/query';
import { readChainState } from '@/lib/activity/verify-chain';
import { instanceNames } from '@/lib/inventory/instance-names';
import { requireActor } from '@/lib/web/require-actor';
import { withNames } from '../with-names';

export async function generateMetadata(): Promise<Metadata> {
  await requireActor();
  const t = await getTranslations('activity');
  return { title: t('title') };
}

const PAGE_SIZE = 50;

/** Who requested what from Sluice, and the outcome. */
export default async function ActivityPage({ searchParams }: PageProps<'/activity'>) {
  const actor = await requireActor();
  const query = await withNames(parseActivityQuery(await searchParams));
  const [page, count, chain] = await Promise.all([
    readActivityPage(query, PAGE_SIZE),
    countActivity(query.filter),
    readChainState(),
  ]);
  const names = await instanceNames(page.lines);
  return (
    <ActivityList
      query={query}
      page={page}
      names={names}
      count={count}
      mostCounted={MOST_COUNTED}
      chain={chain}
      hasSignIns={actor.personId !== null}
    />
  );
}
