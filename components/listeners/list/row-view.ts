import type { Route } from 'next';
import { listenerHref } from '@/lib/listeners/hrefs';
import type { SeenTally } from '@/lib/inventory/health-types';
import type { ListedListener } from '@/lib/listeners/overview-types';
import type { ListenerAction } from '@/lib/listeners/rules';
import { seenHealthOf } from '@/lib/listeners/seen-health';
import type { AccessWords, CellWords, TwoLines } from './cell-words';
import { rowId } from './ids';
import type { Subject } from './list-client';

/**
 * What a row shows, in the reader's language, as it travels to the browser: the words, not the elements they stand in, which
 * are many times as long and the same in every row.
 */
export type RowView = {
  id: string;
  /** Just made. */
  marked: boolean;
  /** Said of a row that a newer reading has not confirmed; null of all others. */
  old: string | null;
  /** "TCP". */
  protocol: string;
  /** Said of a listener that cannot be changed here; null of all others. */
  readOnly: string | null;
  statusWords: string;
  loadBalancerName: string;
  /** The instance's protections; empty where there is none. */
  protection: string;
  backend: TwoLines;
  scheduler: string | null;
  bandwidth: BandwidthView;
  access: AccessWords;
  /** What was last seen of its servers; null where nobody ever looked. */
  healthy: SeenTally | null;
  healthCheck: TwoLines;
  description: string | null;
  /** Its page. */
  href: Route;
  subject: Subject;
  /** Why each cannot be done now; null where it can. */
  obstacles: Record<ListenerAction, string | null>;
};

/** A number of Mbit/s, with its share in words where the instance's listeners share a peak; else only words. */
export type BandwidthView =
  | { capped: false; text: string }
  | { capped: true; text: string; share: { percent: number; words: string } | null };

export type RowSentences = {
  changing: (status: string, time: string) => string;
  share: (percent: number, peak: number) => string;
};

export function rowView(
  listener: ListedListener,
  { words, sentences, marked, old, nowMillis }: RowViewOptions,
): RowView {
  const { loadBalancer, protocol, status, changingSinceMillis } = listener;
  const { regionId, loadBalancerId, listenerPort } = listener;
  const href = listenerHref(listener, protocol);
  return {
    id: rowId(listener, protocol),
    marked,
    old,
    protocol: protocol.toUpperCase(),
    readOnly: protocol === 'tcp' ? null : words.readOnly,
    statusWords:
      changingSinceMillis === null
        ? words.status(status)
        : sentences.changing(
            words.status(status),
            words.duration(Math.max(0, Math.round((nowMillis - changingSinceMillis) / 1000))),
          ),
    loadBalancerName: loadBalancer.name,
    protection: words.protection(listener),
    backend: words.backend(listener),
    scheduler: listener.scheduler,
    bandwidth: bandwidthView(listener, words, sentences),
    access: words.access(listener),
    healthy: seenHealthOf(listener),
    healthCheck: words.healthCheck(listener),
    description: listener.description,
    href,
    subject: {
      listenerKey: { regionId, loadBalancerId, listenerPort },
      name: words.name(listener),
      status,
      backends: words.backendsPhrase(listener),
      href,
    },
    obstacles: {
      start: words.obstacle('start', listener),
      stop: words.obstacle('stop', listener),
      delete: words.obstacle('delete', listener),
    },
  };
}

type RowViewOptions = {
  words: CellWords;
  sentences: RowSentences;
  marked: boolean;
  old: string | null;
  nowMillis: number;
};

/** A share is shown where the instance's listeners share a peak: pay by bandwidth. */
function bandwidthView(listener: ListedListener, words: CellWords, sentences: RowSentences): BandwidthView {
  const { bandwidthMbps } = listener;
  const text = words.bandwidth(listener);
  if (bandwidthMbps === null || bandwidthMbps < 0) return { capped: false, text };
  const peak = listener.loadBalancer.sharedMbps;
  if (!peak) return { capped: true, text, share: null };
  const percent = Math.min(100, Math.round((bandwidthMbps / peak) * 100));
  return { capped: true, text, share: { percent, words: sentences.share(percent, peak) } };
}
