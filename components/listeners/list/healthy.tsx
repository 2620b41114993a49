'use client';

import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { cx } from '@/components/ui/class-names';
import { Pips } from '@/components/ui/pips';
import type { SeenTally } from '@/lib/inventory/health-types';
import { formatListenerKey } from '@/lib/listeners/list-query';
import type { ListenerKey } from '@/lib/listeners/outcome';
import { HealthReader, type InstanceKey, type ReadInstance } from './health-reader';
import { useListClient } from './list-client';
import { fill } from './template';

const ReaderContext = createContext<HealthReader | null>(null);

/** What the cells below read with. It reads after the rows stand, never before, and again whenever the list was read again. */
export function HealthReadings({ children }: { children: ReactNode }) {
  const [reader] = useState(() => new HealthReader(readInstance));
  const { readAtMillis } = useListClient();
  const shown = useRef(readAtMillis);
  useEffect(() => {
    if (shown.current === readAtMillis) return;
    shown.current = readAtMillis;
    reader.renew();
  }, [reader, readAtMillis]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

const readInstance: ReadInstance = async ({ regionId, loadBalancerId }: InstanceKey, signal) => {
  const asked = new URLSearchParams({ region: regionId, instance: loadBalancerId });
  const response = await fetch(`/listeners/healthy?${asked}`, { signal });
  if (!response.ok) throw new Error(`Sluice answered ${response.status}`);
  const result = (await response.json()) as
    | { ok: true; value: { listenerPort: number; tally: SeenTally }[] }
    | { ok: false; error: { code: string } };
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

export type HealthyWords = Record<'healthy' | 'unknown' | 'before', string>;

type Props = {
  listenerKey: ListenerKey;
  /** What was seen of it before; null where nobody ever looked. */
  before: SeenTally | null;
  words: HealthyWords;
};

/** "3/4" and a mark for each server: of the servers, not of the listener. Read while it is on the screen. */
export function Healthy({ listenerKey, before, words }: Props) {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('Healthy needs the HealthReadings of the table');
  const cell = useRef<HTMLSpanElement>(null);
  const { regionId, loadBalancerId } = listenerKey;
  const name = formatListenerKey(listenerKey);
  const read = useSyncExternalStore(
    reader.subscribe,
    () => reader.tallyOf(name),
    () => undefined,
  );

  useEffect(() => {
    if (!cell.current) return;
    let leave: (() => void) | null = null;
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.at(-1)?.isIntersecting === true;
      if (seen && leave === null) leave = reader.want({ regionId, loadBalancerId });
      if (!seen) {
        leave?.();
        leave = null;
      }
    });
    observer.observe(cell.current);
    return () => {
      observer.disconnect();
      leave?.();
    };
  }, [reader, regionId, loadBalancerId]);

  // What another page of this browser, or another browser, saw later is newer than what was read here.
  const newest = read && (before === null || read.seenAtMillis >= before.seenAtMillis) ? read : before;
  return (
    <span ref={cell} className="inline-flex h-4 items-center justify-end gap-1.5">
      {newest === null ? (
        <span title={words.unknown} className="text-ink-3">
          <span aria-hidden="true">–</span>
          <span className="sr-only">{words.unknown}</span>
        </span>
      ) : (
        <Tally tally={newest} confirmed={read !== undefined} words={words} />
      )}
    </span>
  );
}

function Tally({ tally, confirmed, words }: { tally: SeenTally; confirmed: boolean; words: HealthyWords }) {
  const { all, normal, abnormal, unknown } = tally;
  const known = normal + abnormal > 0;
  const number = `${known ? normal : '–'}/${all}`;
  const said = fill(words.healthy, { normal, all, abnormal, unknown });
  return (
    <span title={confirmed ? said : `${said} ${words.before}`} className="inline-flex items-center gap-1.5">
      <span
        aria-hidden="true"
        className={cx(
          !known && 'text-ink-3',
          abnormal > 0 && 'font-semibold',
          abnormal > 0 && (normal > 0 ? 'text-warn' : 'text-bad'),
        )}
      >
        {number}
      </span>
      <span className={cx('inline-flex', !confirmed && 'opacity-70')}>
        <Pips counts={{ good: normal, bad: abnormal, unknown }} />
      </span>
      <span className="sr-only">{said}</span>
    </span>
  );
}
