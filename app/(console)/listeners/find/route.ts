import { getTranslations } from 'next-intl/server';
import { readRegionChoice } from '@/app/(console)/listeners/read-list';
import { cellMessages } from '@/components/listeners/cell-messages';
import { accessOf } from '@/lib/auth/access';
import { inputLimits } from '@/lib/input-limits';
import { findListeners, unknownServersOf } from '@/lib/listeners/list/find';
import type { FoundListener, FoundListeners } from '@/lib/listeners/list/found-types';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import { defaultListQuery, formatListenerKey } from '@/lib/listeners/list/list-query';
import { listenersOf } from '@/lib/inventory/joined-rows';
import { observedHealth } from '@/lib/inventory/observed-health';
import { readOverview } from '@/lib/inventory/overview';
import type { ListedListener } from '@/lib/model/list-row';
import { trustedRoute } from '@/lib/web/trusted-route';

/** As many as fit without scrolling. */
const MOST_FOUND = 8;

/** `GET /listeners/find?q=`: the listeners somebody may mean, best first, from the latest data. */
export const GET = trustedRoute(async (request, actor) => {
  const text = (new URL(request.url).searchParams.get('q') ?? '').slice(0, inputLimits.searchLength);
  const [{ chosen }, messages, health, t] = await Promise.all([
    readRegionChoice(defaultListQuery),
    cellMessages(accessOf(actor)),
    observedHealth(),
    getTranslations('list.servers'),
  ]);
  const listeners = listenersOf(await readOverview(chosen));
  const at = { health, nowMillis: Date.now() };
  const found = findListeners(listeners, text, { limit: MOST_FOUND, at }).map((listener): FoundListener => ({
    id: `${formatListenerKey(listener)}/${listener.protocol}`,
    name: messages.name(listener),
    detail: detailOf(listener),
    description: listener.description,
    status: listener.status,
    statusText: messages.status(listener.status),
    href: listenerHref(listener),
  }));
  const servers = unknownServersOf(listeners, text, at);
  const answer: FoundListeners = { found, note: servers && t('partial', servers) };
  return Response.json(answer);
});

function detailOf({ regionId, loadBalancerId, loadBalancer }: ListedListener): string {
  return [regionId, loadBalancerId, loadBalancer.address ?? ''].filter((part) => part !== '').join('  ');
}
