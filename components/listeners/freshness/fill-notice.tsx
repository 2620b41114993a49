import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import type { FillProgress } from '@/lib/model/list-row';

const WAITS_ITS_TURN = 'status';

/** Regions are read for the first time: what has come so far, while the rows fill in below. */
export async function FillNotice({ progress }: { progress: FillProgress }) {
  const t = await getTranslations('list.fill');
  const { regionsDone, regionCount, instanceCount, listenerCount } = progress;
  return (
    <Banner
      kind="info"
      icon="clock"
      role={WAITS_ITS_TURN}
      className="mx-5 mb-2 flex-none max-sm:mx-4"
      fact={t('fact')}
    >
      {t('progress', {
        done: regionsDone,
        regions: regionCount,
        instances: instanceCount,
        listeners: listenerCount,
      })}
    </Banner>
  );
}
