import '../zod-settings';
import * as z from 'zod';
import { inputLimits } from '@/lib/input-limits';
import { limits } from './limits';
import type { ListenerError } from './errors';
import type { SettingChange, SettingConflict, Settings } from './settings';

/** What names a listener on the cloud: SLB has no listener id. */
export const listenerKeySchema = z.object({
  regionId: z.string().min(1).max(inputLimits.idLength),
  loadBalancerId: z.string().min(1).max(inputLimits.idLength),
  listenerPort: z.number().int().min(limits.listenerPort.min).max(limits.listenerPort.max),
});
export type ListenerKey = z.output<typeof listenerKeySchema>;

/** A parameter whose value, read back, is not what was asked for. `name` is the wire's; `found` null when it is absent. */
export type Difference = { name: string; requested: string; found: string | null };

/** What SLB took, and what it then has. */
export type Written = {
  listener: ListenerKey;
  /** As read back; a word on its way for a moment, `unknown` where it could not be read. */
  status: string;
  /** False: SLB took it, and what it now has could not be read since (ux.md A8). */
  readBack: boolean;
  requestId: string | null;
  /** No answer came, but the listener stands there as asked. */
  foundAfterLostAnswer: boolean;
  /** Of what was sent, what SLB answers otherwise (ux.md A8). */
  differences: Difference[];
};

/** What became of a creation, with its start where one was asked for. Created but not started is a state of its own, not an error (ux.md A6). */
export type CreateOutcome =
  | ({
      ok: true;
      start:
        | { requested: false }
        | { requested: true; ok: true }
        | { requested: true; ok: false; error: ListenerError };
    } & Written)
  | { ok: false; error: ListenerError };

/** What became of a start, stop or deletion. `alreadySo`: nothing had to be done. `deleting`: accepted and still to be seen. */
export type ChangeOutcome =
  | {
      ok: true;
      listener: ListenerKey;
      status: string | 'deleting' | 'deleted';
      alreadySo: boolean;
      requestId: string | null;
      /** Of a deletion: the activity entry whose earlier state recreates the listener. */
      restoreId?: number;
    }
  | { ok: false; error: ListenerError };

/** What became of a change of settings. */
export type UpdateOutcome =
  | ({ kind: 'updated'; changes: SettingChange[] } & Written)
  /**
   * Everything that was asked for is so; no call was made. `takesEffect` false: it has no meaning there, as the interval of checks that
   * are off.
   */
  | { kind: 'already-so'; listener: ListenerKey; status: string; takesEffect: boolean }
  /** Somebody else changed it since `expected` was read; nothing was sent. `now` is what it is. */
  | { kind: 'conflict'; listener: ListenerKey; conflicts: SettingConflict[]; now: Settings }
  | { kind: 'refused'; error: ListenerError };
