import { Suspense } from 'react';
import { ListClient, type ListActions } from '@/components/listeners/freshness/list-client';
import { FailedPeek, GonePeek } from '@/components/listeners/peek/not-peeked';
import { PeekedListener } from '@/components/listeners/peek/peeked-listener';
import { PeekFrame } from '@/components/listeners/peek/peek-frame';
import { PeekSkeleton } from '@/components/listeners/peek/peek-skeleton';
import { ClientMessages } from '@/components/shell/client-messages';
import { listActivity } from '@/lib/activity/list';
import { requireAccess, requireActor } from '@/lib/web/require-actor';
import { recheckUnsettled, unsettledWrites } from '@/lib/listeners/commands/unsettled-writes';
import { readOneRecently } from '@/lib/listeners/detail/recent-reading';
import {
  formatListenerKey,
  parseListQuery,
  type ListQuery,
  type SearchParams,
} from '@/lib/listeners/list/list-query';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';
import { deleteListener, startListener, stopListener } from '../../actions';

type Props = { searchParams: Promise<SearchParams> };

const ACTIVITY_SHOWN = 3;

const actions: ListActions = { start: startListener, stop: stopListener, delete: deleteListener };

/** The listener beside the list. A page of its own, so that the list loads and renders nothing for it. */
export default async function PeekPage({ searchParams }: Props) {
  await requireActor();
  const query = parseListQuery(await searchParams);
  const { peek } = query;
  if (peek === null) return null;
  return (
    <ClientMessages
      paths={[
        'domain.failedRequest',
        'domain.status',
        'list.action',
        'list.dialog',
        'list.foot',
        'list.outcome',
        'list.peek',
        'list.table',
        'listener.access',
        'listener.acl',
      ]}
    >
      <PeekFrame query={query}>
        <Suspense key={formatListenerKey(peek)} fallback={<PeekSkeleton peek={peek} />}>
          <Peek query={query} peek={peek} />
        </Suspense>
      </PeekFrame>
    </ClientMessages>
  );
}

async function Peek({ query, peek: key }: { query: ListQuery; peek: ListenerKey }) {
  const recent = await readOneRecently(key);
  const [reading, unsettled, activity] = await Promise.all([
    recent.reading,
    recent.isNew ? recheckUnsettled(key) : unsettledWrites(key),
    listActivity({ limit: ACTIVITY_SHOWN, filter: { ...key, protocol: protocolOf(key) } }),
  ]);
  if (reading.state === 'missing') return <GonePeek listenerKey={key} activity={activity} />;
  if (reading.state === 'failed') return <FailedPeek error={reading.error} />;
  const { one } = reading;
  return (
    <ListClient
      query={query}
      actions={actions}
      readAtMillis={one.readAtMillis}
      oldestReadAtMillis={one.readAtMillis}
      screen={null}
      isBeside
    >
      <PeekedListener one={one} unsettled={unsettled} activity={activity} access={await requireAccess()} />
    </ListClient>
  );
}
