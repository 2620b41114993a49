import type { AuditState } from '@/lib/listeners/commands/audit-log';
import type { RowResult } from './row-store';

/** What to do with a row whose process ended during its call. */
export type Resumed =
  | { kind: 'settled'; result: RowResult }
  /**
   * It is executed now, only on the listener that was `confirmed`: the one its call had found; null if no call was
   * sent. `isCreated`: its run has created the listener, and only the start is left.
   */
  | { kind: 'to-do'; confirmed: AuditState | null; isCreated?: true }
  /** This process is stopping: the next one decides. */
  | { kind: 'left' };

export function settled(result: RowResult): Resumed {
  return { kind: 'settled', result };
}
