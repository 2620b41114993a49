import { getTranslations } from 'next-intl/server';
import { ListHead } from './list-head';
import { SkeletonBar, SkeletonFoot, SkeletonTable, SkeletonViews } from './skeletons';

/** The very shape of the list, before its first answer. */
export async function ListSkeleton() {
  const t = await getTranslations('list.loading');
  return (
    <>
      <ListHead summary={null} regionCount={null} create={{}} />
      <SkeletonViews />
      <SkeletonBar />
      <SkeletonTable />
      <SkeletonFoot words={t('reading')} />
    </>
  );
}
