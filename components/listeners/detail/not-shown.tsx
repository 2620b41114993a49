import { getTranslations } from 'next-intl/server';
import { ListClient } from '@/components/listeners/freshness/list-client';
import type { ListActions } from '@/components/listeners/freshness/list-client';
import { NoAnswer, RefreshButton } from '@/components/listeners/freshness/freshness';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import type { RecordedActivity } from '@/lib/activity/list';
import { listOfHref, recreateHref } from '@/lib/listeners/list/hrefs';
import { defaultListQuery } from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import type { SlbFailure } from '@/lib/slb/result';
import { History } from './history';
import { ReadFailure } from './read-failure';

/** A whole page for a listener that is not there: what is missing, and where the others are. */
export async function MissingListener({
  listenerKey: key,
  what,
  activity,
}: {
  /** Null: the address names none. */
  listenerKey: ListenerKey | null;
  what: 'region' | 'instance' | 'listener' | 'address';
  /** The newest writes on it: if it was deleted here, it can be restored. */
  activity: readonly RecordedActivity[];
}) {
  const t = await getTranslations('listener.missing');
  const places = {
    port: String(key?.listenerPort ?? ''),
    instance: key?.loadBalancerId ?? '',
    region: key?.regionId ?? '',
  };
  return (
    <>
      <EmptyState
        illustration
        heading="h1"
        title={t('title')}
        actions={
          <ButtonLink href={what === 'listener' && key !== null ? listOfHref(key) : '/listeners'}>
            {t('back')}
          </ButtonLink>
        }
      >
        <p className="wrap-anywhere">{t(what, places)}</p>
      </EmptyState>
      {key !== null && activity.length > 0 && (
        <div className="mx-auto w-full max-w-[600px] px-5 pb-12 max-sm:px-4">
          <History
            listenerKey={key}
            lines={activity}
            observed={null}
            restoreHref={what === 'listener' ? (line) => recreateHref(line.id) : null}
          />
        </div>
      )}
    </>
  );
}

type FailedProps = { error: SlbFailure; actions: ListActions };

/** A whole page for a listener that SLB would not tell of: why, and the next try. */
export async function FailedListener({ error, actions }: FailedProps) {
  const [t, foot] = await Promise.all([getTranslations('listener.failed'), getTranslations('list.foot')]);
  return (
    <ListClient
      query={defaultListQuery}
      actions={actions}
      readAtMillis={0}
      oldestReadAtMillis={0}
      screen={null}
    >
      <EmptyState
        heading="h1"
        title={t('title')}
        actions={
          <>
            <RefreshButton label={t('retry')} text />
            <ButtonLink href="/listeners" size="small" variant="quiet">
              {t('back')}
            </ButtonLink>
          </>
        }
      >
        <ReadFailure error={error} />
        <NoAnswer words={foot('noServer')} />
      </EmptyState>
    </ListClient>
  );
}
