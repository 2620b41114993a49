import { getTranslations } from 'next-intl/server';
import type { RecordedActivity } from '@/lib/activity/list';
import { recreateHref } from '@/lib/listeners/list/hrefs';
import type { ListenerKey } from '@/lib/model/outcome';
import type { SlbFailure } from '@/lib/slb/result';
import { History } from '../detail/history';
import { ReadFailure } from '../detail/read-failure';
import { PeekRetry } from './peek-retry';

type GoneProps = {
  listenerKey: ListenerKey;
  /** The newest writes on it: if it was deleted here, it can be restored. */
  activity: readonly RecordedActivity[];
};

export async function GonePeek({ listenerKey, activity }: GoneProps) {
  const t = await getTranslations('list.peek');
  return (
    <div className="grid gap-4 px-5 pt-4 max-sm:px-4">
      <h2 className="pr-8 text-15 font-semibold">
        <span translate="no" className="font-mono">
          {listenerKey.listenerPort}
        </span>
      </h2>
      <p>{t('gone')}</p>
      {activity.length > 0 && (
        <History
          listenerKey={listenerKey}
          lines={activity}
          observed={null}
          restoreHref={(line) => recreateHref(line.id)}
        />
      )}
    </div>
  );
}

export async function FailedPeek({ error }: { error: SlbFailure }) {
  const t = await getTranslations('list.peek');
  return (
    <div role="alert" className="grid justify-items-start gap-3 px-5 pt-3 pr-12 max-sm:px-4">
      <ReadFailure words={t('failed')} error={error} />
      <PeekRetry />
    </div>
  );
}
