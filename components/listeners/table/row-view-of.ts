import type { OlderFacts } from '@/lib/inventory/fact-ages';
import type { ListedListener } from '@/lib/model/list-row';
import { protocolPart } from '@/lib/model/protocol';
import { listenerActions } from '@/lib/model/rules';
import { listenerHealth, type HealthAt } from '@/lib/model/row-health';
import { tagTexts, type CellMessages } from '../cell-messages';
import { rowId } from './ids';
import { utcMinute } from '../utc-minute';
import type { BandwidthView, HealthView, OlderCells, RowView } from './row-view';

export type RowSentences = {
  changing: (status: string, time: string) => string;
  share: (percent: number, peak: number) => string;
};

export function rowView(
  listener: ListedListener,
  { messages, sentences, marked, older, old, unsettled, ageOf, at, showsTags }: RowViewOptions,
): RowView {
  const { nowMillis } = at;
  const { loadBalancer, protocol, status, changingSinceMillis, changedAtMillis } = listener;
  const { regionId, loadBalancerId, listenerPort } = listener;
  const protection = messages.protection(listener);
  const silent = messages.silent(listener);
  const owner = messages.owner(listener);
  const blockReasons = ACTIONS.flatMap((action) => {
    const because = messages.blockReason(action, listener);
    return because === null ? [] : [[action, because] as const];
  });
  return {
    id: rowId(listener),
    listenerKey: { regionId, loadBalancerId, listenerPort, ...protocolPart(protocol) },
    protocol: protocol.toUpperCase(),
    ...(marked && { marked }),
    ...(older !== undefined && { older }),
    ...(old !== null && { old }),
    ...(protocol !== 'tcp' && { readOnly: messages.readOnly }),
    status,
    statusText:
      changingSinceMillis === null
        ? messages.status(status)
        : sentences.changing(
            messages.status(status),
            messages.duration(Math.max(0, Math.round((nowMillis - changingSinceMillis) / 1000))),
          ),
    ...(unsettled !== undefined && { unsettled }),
    loadBalancerName: loadBalancer.name,
    ...(protection !== '' && { protection }),
    ...(loadBalancer.address !== undefined && { address: loadBalancer.address }),
    addressType: messages.addressTypeWord(loadBalancer.addressType),
    backend: messages.backend(listener),
    backends: messages.backendsPhrase(listener, older?.backend !== undefined),
    scheduler: listener.scheduler,
    bandwidth: bandwidthView(listener, messages, sentences),
    access: messages.access(listener),
    ...(protocol === 'tcp' && { healthy: healthView(listener, ageOf, at) }),
    healthCheck: messages.healthCheck(listener),
    ...(changedAtMillis !== null && {
      changed: {
        at: new Date(changedAtMillis).toISOString(),
        age: ageOf((nowMillis - changedAtMillis) / 1000),
      },
    }),
    description: listener.description,
    ...(owner !== null && { owner }),
    ...(showsTags && { tags: tagTexts(listener) }),
    ...(silent !== undefined && { silent }),
    ...(blockReasons.length > 0 && { blockReasons: Object.fromEntries(blockReasons) }),
  };
}

/** The text for facts older than their row: an absolute time, which stays true however long the page is open. */
export function olderMessages(
  older: OlderFacts | undefined,
  asOf: (time: string) => string,
): OlderCells | undefined {
  if (older === undefined) return undefined;
  return Object.fromEntries(Object.entries(older).map(([cell, millis]) => [cell, asOf(utcMinute(millis))]));
}

const ACTIONS = [...listenerActions, 'edit'] as const;

type RowViewOptions = {
  messages: CellMessages;
  sentences: RowSentences;
  marked: boolean;
  older: OlderCells | undefined;
  old: string | null;
  unsettled: string | undefined;
  ageOf: (seconds: number) => string;
  at: HealthAt;
  showsTags: boolean;
};

function healthView(listener: ListedListener, ageOf: RowViewOptions['ageOf'], at: HealthAt): HealthView {
  const { state, tally } = listenerHealth(listener, at);
  if (tally === null) {
    if (state !== 'not-checked') return { state: 'unknown', tally };
    return { state: listener.status === 'stopped' ? 'stopped' : 'off', tally };
  }
  const { observedAtMillis, ...shown } = tally;
  return {
    state: 'observed',
    tally: shown,
    ...(state === 'older' && { older: ageOf((at.nowMillis - observedAtMillis) / 1000) }),
  };
}

/** A share is shown where the instance's listeners share a peak: pay by bandwidth. */
function bandwidthView(
  listener: ListedListener,
  messages: CellMessages,
  sentences: RowSentences,
): BandwidthView {
  const { bandwidthMbps } = listener;
  const text = messages.bandwidth(listener);
  if (bandwidthMbps === null || bandwidthMbps < 0) return { capped: false, text };
  const peak = listener.loadBalancer.sharedMbps;
  if (!peak) return { capped: true, text, share: null };
  const percent = Math.min(100, Math.round((bandwidthMbps / peak) * 100));
  return { capped: true, text, share: { percent, words: sentences.share(percent, peak) } };
}
