import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { ListClient, type ListActions } from '@/components/listeners/freshness/list-client';
import { Outage } from '@/components/listeners/freshness/outage';
import { AUTO_REFRESH_COOKIE } from '@/components/listeners/preferences';
import { Access } from '@/components/listeners/detail/access';
import { Code } from '@/components/listeners/detail/code';
import { OneAge } from '@/components/listeners/detail/age';
import { Column, Columns } from '@/components/listeners/detail/columns';
import { Health } from '@/components/listeners/detail/health';
import { History } from '@/components/listeners/detail/history';
import { FailedListener, MissingListener } from '@/components/listeners/detail/not-shown';
import { OneActions } from '@/components/listeners/detail/detail-actions';
import { OneHead } from '@/components/listeners/detail/detail-head';
import { OneSkeleton } from '@/components/listeners/detail/detail-skeleton';
import { OtherProtocol } from '@/components/listeners/detail/other-protocol';
import { TrafficPath } from '@/components/listeners/detail/traffic-path';
import { protectionOf, statusTextOf } from '@/components/listeners/detail/detail-messages';
import { Settings } from '@/components/listeners/detail/settings';
import { Share } from '@/components/listeners/detail/share';
import { UnsettledNote } from '@/components/listeners/unsettled-note';
import { ClientMessages } from '@/components/shell/client-messages';
import { PageScroll } from '@/components/shell/page-scroll';
import { RenderBlockingMarker } from '@/components/shell/render-blocking-marker';
import { DelayedSkeleton } from '@/components/shell/delayed-skeleton';
import { listActivity, type RecordedActivity } from '@/lib/activity/list';
import type { UnsettledWrite } from '@/lib/activity/unsettled-writes';
import { requireAccess, requireActor } from '@/lib/web/require-actor';
import { restoreHref } from '@/lib/listeners/list/hrefs';
import { defaultListQuery, parseListenerKey } from '@/lib/listeners/list/list-query';
import { readOneListener } from '@/lib/listeners/detail/listener-detail';
import { isTcp, type OneListener } from '@/lib/listeners/detail/detail-types';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf, protocolPart } from '@/lib/model/protocol';
import { recheckUnsettled } from '@/lib/listeners/commands/unsettled-writes';
import { answerNotFound } from '@/lib/web/answer-status';
import { deleteShownListener, startListener, stopListener } from '../../../actions';
import { readAutoRefresh } from '../../../read-list';

type Props = PageProps<'/listeners/[regionId]/[loadBalancerId]/[listenerPort]'>;

const ACTIVITY_SHOWN = 5;

const actions: ListActions = { start: startListener, stop: stopListener, delete: deleteShownListener };

function keyOf({ regionId, loadBalancerId, listenerPort }: Awaited<Props['params']>): ListenerKey | null {
  return parseListenerKey(`${regionId}/${loadBalancerId}/${listenerPort}`);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor();
  const key = keyOf(await params);
  if (key === null) return { title: (await getTranslations('listener.missing'))('title') };
  // The name of the instance would have to be read first, and the title must not wait.
  return { title: `${key.listenerPort} · ${key.loadBalancerId}` };
}

/** One listener: what it is, what a connection passes, how its backends are, who may connect, and what can be done. */
export default async function ListenerPage({ params, searchParams }: Props) {
  await requireActor();
  const key = keyOf(await params);
  const { protocol } = await searchParams;
  if (key === null) {
    answerNotFound();
    return <MissingListener listenerKey={null} what="address" activity={[]} />;
  }
  return (
    <ClientMessages
      paths={[
        'domain.failedRequest',
        'code',
        'domain.status',
        'list.action',
        'list.dialog',
        'list.foot',
        'list.outage',
        'list.outcome',
        'listener.access',
        'listener.actions',
        'listener.acl',
      ]}
    >
      <PageScroll>
        <DelayedSkeleton
          content={readPage({ ...key, ...protocolPart(typeof protocol === 'string' ? protocol : 'tcp') })}
          skeleton={<OneSkeleton listenerKey={key} />}
        />
      </PageScroll>
    </ClientMessages>
  );
}

async function readPage(named: ListenerKey): Promise<ReactElement> {
  const reading = await readOneListener(named);
  // The address may lack the protocol.
  const key = reading.state === 'read' ? reading.one.key : named;
  const [unsettled, activity] = await Promise.all([
    recheckUnsettled(key),
    listActivity({ limit: ACTIVITY_SHOWN, filter: { ...key, protocol: protocolOf(key) } }),
  ]);
  switch (reading.state) {
    case 'missing':
      answerNotFound();
      return (
        <>
          <UnsettledNote writes={unsettled} />
          <MissingListener listenerKey={key} what={reading.what} activity={activity} />
        </>
      );
    case 'failed':
      return <FailedListener error={reading.error} actions={actions} />;
    case 'read':
      return <Shown one={reading.one} unsettled={unsettled} activity={activity} />;
  }
}

type ShownProps = {
  one: OneListener;
  /** Writes of unknown outcome. */
  unsettled: readonly UnsettledWrite[];
  /** The newest writes on it. */
  activity: readonly RecordedActivity[];
};

async function Shown({ one, unsettled, activity }: ShownProps) {
  const [statusText, protection, autoRefresh] = await Promise.all([
    statusTextOf(one),
    protectionOf(one),
    readAutoRefresh(),
  ]);
  const { listener, readAtMillis } = one;
  return (
    <ListClient
      query={defaultListQuery}
      actions={actions}
      readAtMillis={readAtMillis}
      oldestReadAtMillis={readAtMillis}
      screen={null}
    >
      <OneHead
        one={one}
        statusText={statusText}
        protection={protection}
        age={
          <OneAge
            readAtMillis={readAtMillis}
            status={one.status}
            autoRefresh={autoRefresh}
            autoRefreshCookie={AUTO_REFRESH_COOKIE}
          />
        }
        actions={<OneActions one={one} access={await requireAccess()} />}
      />
      <Outage />
      <UnsettledNote writes={unsettled} />
      {isTcp(listener) && <TrafficPath one={one} listener={listener} statusText={statusText} />}
      <RenderBlockingMarker />
      {isTcp(listener) ? (
        <>
          <Columns>
            <Column>
              <Health listener={listener} />
              <Share one={one} />
            </Column>
            <Column>
              <Access one={one} />
            </Column>
          </Columns>
          <Columns ruled>
            <Column>
              <History
                listenerKey={one.key}
                lines={activity}
                observed={one.observed}
                restoreHref={(line) => restoreHref(one.key, line.id)}
              />
            </Column>
            <Column>
              <Settings listener={listener} />
            </Column>
          </Columns>
        </>
      ) : (
        <Columns ruled>
          <Column>
            <OtherProtocol one={one} listener={listener} />
          </Column>
          <Column>
            <Access one={one} />
            <Share one={one} />
            <History listenerKey={one.key} lines={activity} observed={one.observed} restoreHref={null} />
          </Column>
        </Columns>
      )}
      {isTcp(listener) && <Code one={one} listener={listener} />}
    </ListClient>
  );
}
