import type { Route } from 'next';
import type { Translator } from '@/lib/i18n/translator';
import type { HealthTally } from '@/lib/model/health-types';
import { listenerHref } from '@/lib/listeners/list/hrefs';
import type { JoinedCell } from '@/lib/inventory/fact-ages';
import type { ListenerKey } from '@/lib/model/outcome';
import type { ListenerAction } from '@/lib/model/rules';
import type { AccessMessages, SilentCells, TwoLines } from '../cell-messages';
import type { OwnerMessages } from '../owner-text';
import type { Subject } from '@/components/listeners/freshness/list-client';

/**
 * What a row shows, in the reader's language, as sent to the browser: the texts, without their elements, which are many
 * times as long and the same in every row. Absent means not shown.
 */
export type RowView = {
  id: string;
  listenerKey: ListenerKey;
  /** "TCP". */
  protocol: string;
  /** Just made. */
  marked?: true;
  /** Said of cells whose facts were read before the row was. */
  older?: OlderCells;
  /** Said of a row that a newer reading has not confirmed. */
  old?: string;
  /** Said of a listener that cannot be changed here. */
  readOnly?: string;
  status: string;
  statusText: string;
  /** Present where an earlier write has an unknown outcome. */
  unsettled?: string;
  loadBalancerName: string;
  /** The instance's protections. */
  protection?: string;
  /** Of the instance; absent where it could not be read. */
  address?: string;
  addressType: string;
  backend: TwoLines;
  /** Its backends, as the object of a sentence. */
  backends: string;
  scheduler: string | null;
  bandwidth: BandwidthView;
  access: AccessMessages;
  /** What is known of its servers; absent for other protocols than TCP. */
  healthy?: HealthView;
  healthCheck: TwoLines;
  /** When Sluice last saw it change; absent where it did not. */
  changed?: { at: string; age: string };
  description: string | null;
  /** The tool that manages it. */
  owner?: OwnerMessages;
  /** `key=value`, where the column is shown. */
  tags?: readonly string[];
  /** Why cells say nothing that should. */
  silent?: SilentCells;
  /** Why each cannot be done now; absent where it can. */
  blockReasons?: Partial<Record<ListenerAction | 'edit', string>>;
};

/**
 * The health of a listener's servers, without the time, so that a row stays equal until something changes. `older`: the
 * age of the result, if it may no longer hold.
 */
export type HealthView =
  | { state: 'off' | 'stopped' | 'unknown'; tally: null; older?: never }
  | { state: 'observed'; tally: HealthTally; older?: string };

/** "As of" a time, by the cell. */
export type OlderCells = Partial<Record<JoinedCell, string>>;

/** What must be known of the row to act on it and to speak of it. */
export function subjectOf(row: RowView, t: Translator<'list.action'>): Subject {
  const { listenerKey, protocol, loadBalancerName, status, backends, owner } = row;
  const name = t('name', { port: listenerKey.listenerPort, protocol, instance: loadBalancerName });
  return {
    listenerKey,
    name,
    status,
    backends,
    tally: row.healthy?.tally ?? null,
    href: hrefOf(row),
    ownerWarning: owner?.warning ?? null,
  };
}

/** Its page. */
export function hrefOf({ listenerKey }: RowView): Route {
  return listenerHref(listenerKey);
}

/** A number of Mbit/s, with its share as text if the instance's listeners share a peak; otherwise only text. */
export type BandwidthView =
  | { capped: false; text: string }
  | { capped: true; text: string; share: { percent: number; words: string } | null };
