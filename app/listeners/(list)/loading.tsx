import { getTranslations } from 'next-intl/server';
import { ListHead } from '@/components/listeners/list/list-head';
import { SkeletonBar, SkeletonFoot, SkeletonTable } from '@/components/listeners/list/skeletons';

/** The very shape of the list, before its first answer. */
export default async function ListenersLoading() {
  const t = await getTranslations('list.loading');
  return (
    <>
      <ListHead listeners={null} regionCount={null} create={{}} />
      <SkeletonBar />
      <SkeletonTable />
      <SkeletonFoot words={t('reading')} />
    </>
  );
}
