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
import { useAskedQuery } from '@/components/shell/asked-query';
import { cx } from '@/components/ui/class-names';
import { Pips } from '@/components/ui/pips';
import type { SeenTally } from '@/lib/inventory/health-types';
import { formatListenerKey } from '@/lib/listeners/list-query';
import type { ListenerKey } from '@/lib/listeners/outcome';
import { HealthReader, type InstanceKey, type ReadInstance } from './health-reader';
import { useListClient } from './list-client';
import { Sight } from './sight';
import css from './table.module.css';
import { fill } from './template';

type Readings = { reader: HealthReader; sight: Sight };

const ReadingsContext = createContext<Readings | null>(null);

/**
 * What the cells below read with. It reads after the rows stand, never before, and again whenever the list was read again;
 * not while other rows are asked for.
 */
export function HealthReadings({ children }: { children: ReactNode }) {
  const [readings] = useState((): Readings => ({
    reader: new HealthReader(readInstance),
    sight: new Sight(),
  }));
  const { reader } = readings;
  const { readAtMillis } = useListClient();
  const shown = useRef(readAtMillis);
  useEffect(() => {
    if (shown.current === readAtMillis) return;
    shown.current = readAtMillis;
    reader.renew();
  }, [reader, readAtMillis]);
  const { waiting } = useAskedQuery();
  useEffect(() => (waiting ? reader.hold() : undefined), [reader, waiting]);
  return <ReadingsContext value={readings}>{children}</ReadingsContext>;
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
  const readings = useContext(ReadingsContext);
  if (!readings) throw new Error('Healthy needs the HealthReadings of the table');
  const { reader, sight } = readings;
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
    return sight.watch(cell.current, () => reader.want({ regionId, loadBalancerId }));
  }, [reader, sight, regionId, loadBalancerId]);

  // What another page of this browser, or another browser, saw later is newer than what was read here.
  const newest = read && (before === null || read.seenAtMillis >= before.seenAtMillis) ? read : before;
  if (newest === null)
    return (
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a number and marks that are read as one sentence
      <span ref={cell} role="img" aria-label={words.unknown} title={words.unknown} className="text-ink-3">
        –
      </span>
    );
  const { all, normal, abnormal, unknown } = newest;
  const known = normal + abnormal > 0;
  const said = fill(words.healthy, { normal, all, abnormal, unknown });
  const confirmed = read !== undefined;
  return (
    <span
      ref={cell}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a number and marks that are read as one sentence
      role="img"
      aria-label={said}
      title={confirmed ? said : `${said} ${words.before}`}
      className={cx(css.tally, !confirmed && css.unconfirmed)}
    >
      <span
        className={cx(
          !known && 'text-ink-3',
          abnormal > 0 && 'font-semibold',
          abnormal > 0 && (normal > 0 ? 'text-warn' : 'text-bad'),
        )}
      >
        {known ? normal : '–'}/{all}
      </span>
      <Pips counts={{ good: normal, bad: abnormal, unknown }} />
    </span>
  );
}
