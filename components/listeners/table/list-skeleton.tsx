import { getTranslations } from 'next-intl/server';
import { parseListQuery, type SearchParams } from '@/lib/listeners/list/list-query';
import { ListHead } from './list-head';
import { SkeletonBar, SkeletonFoot, SkeletonTable, SkeletonViews } from './skeletons';

/** The very shape of the list, before its first answer. */
export async function ListSkeleton({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, parameters] = await Promise.all([getTranslations('list.loading'), searchParams]);
  return (
    <>
      <ListHead summary={null} regionCount={null} create={{}} />
      <SkeletonViews />
      <SkeletonBar />
      <SkeletonTable query={parseListQuery(parameters)} />
      <SkeletonFoot words={t('reading')} />
    </>
  );
}
