import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button-link';
import { Status } from '@/components/ui/status';
import type { RecordedActivity } from '@/lib/activity/list';
import type { UnsettledWrite } from '@/lib/activity/unsettled-writes';
import { isTcp, type OneListener } from '@/lib/listeners/detail/detail-types';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import { Access } from '../detail/access';
import { blockReasonsOf, subjectOf } from '../detail/detail-subject';
import { statusTextOf } from '../detail/detail-messages';
import { Health } from '../detail/health';
import { History } from '../detail/history';
import { OneMarks } from '../detail/marks';
import { TrafficPath } from '../detail/traffic-path';
import { UnsettledNote } from '../unsettled-note';
import { PeekActions } from './peek-actions';
import type { Access as ReaderAccess } from '@/lib/model/permission';
import { PeekTitle } from './peek-title';

type Props = {
  one: OneListener;
  /** Writes of unknown outcome. */
  unsettled: readonly UnsettledWrite[];
  /** The newest writes on it. */
  activity: readonly RecordedActivity[];
  access: ReaderAccess;
};

/** What is asked first of a listener: what a connection passes, how its servers are, who may connect, what was done. */
export async function PeekedListener({ one, unsettled, activity, access }: Props) {
  const [t, statusText, subject, blockReasons] = await Promise.all([
    getTranslations('list.peek'),
    statusTextOf(one),
    subjectOf(one),
    blockReasonsOf(one, access),
  ]);
  const { key, listener, loadBalancer, status } = one;
  const { description } = listener.settings;
  const href = listenerHref(key);
  return (
    <>
      <PeekTitle
        port={String(key.listenerPort)}
        protocol={listener.protocol.toUpperCase()}
        instance={loadBalancer.name}
      >
        <output className="sr-only">{t('shown', { name: subject.name })}</output>
        {description !== undefined && (
          <p
            {...(/\p{Script=Han}/u.test(description) ? { lang: 'zh-CN' } : {})}
            className="text-ink-2 wrap-anywhere"
          >
            {description}
          </p>
        )}
        <div className="flex items-center gap-3 pt-1">
          <Status status={status}>{statusText}</Status>
          <ButtonLink href={href} size="small" className="ml-auto">
            {t('open')}
          </ButtonLink>
        </div>
      </PeekTitle>
      <OneMarks one={one} />
      <UnsettledNote writes={unsettled} />
      {isTcp(listener) && (
        <div className="flex-none">
          <TrafficPath one={one} listener={listener} statusText={statusText} />
        </div>
      )}
      <div className="grid flex-1 content-start gap-5 px-5 py-4 max-sm:px-4">
        {isTcp(listener) && (
          // A column as wide as the panel: the strip of minutes above what is said of it.
          <div className="[&_li]:grid-cols-[minmax(0,1fr)_auto]! [&_li>:nth-child(3)]:col-span-2">
            <Health listener={listener} />
          </div>
        )}
        <Access one={one} />
        <History listenerKey={key} lines={activity} observed={one.observed} restoreHref={null} />
      </div>
      <PeekActions subject={{ ...subject, href }} blockReasons={blockReasons} isEditable={isTcp(listener)} />
    </>
  );
}
