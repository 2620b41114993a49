import '../zod-settings';
import * as z from 'zod';
import { inputLimits } from '@/lib/input-limits';
import { limits } from './limits';
import { otherProtocols } from './protocol';
import type { ListenerError } from './errors';
import type { SettingChange, SettingConflict, Settings } from './settings';

/**
 * Identifies a listener in the cloud: SLB has no listener ids. Without a protocol it is TCP; one port may have two
 * listeners (slb-api.md 3.11).
 */
export const listenerKeySchema = z.object({
  regionId: z.string().min(1).max(inputLimits.idLength),
  loadBalancerId: z.string().min(1).max(inputLimits.idLength),
  listenerPort: z.number().int().min(limits.listenerPort.min).max(limits.listenerPort.max),
  protocol: z
    .enum(['tcp', ...otherProtocols])
    .optional()
    .transform((protocol) => (protocol === 'tcp' ? undefined : protocol)),
});
/** `protocol` is `tcp` or absent for a TCP listener. A row of the list may have one that is unknown today. */
export type ListenerKey = Omit<z.output<typeof listenerKeySchema>, 'protocol'> & {
  protocol?: string | undefined;
};

/**
 * A parameter whose value read back differs from the requested one. `name` is the wire name; `found` is null if it is
 * absent.
 */
export type Difference = { name: string; requested: string; found: string | null };

/** What SLB accepted, and the resulting state. */
export type Written = {
  listener: ListenerKey;
  /** As read back: possibly a transitional status, or `unknown` if it could not be read. */
  status: string;
  /** False: SLB accepted it, but the result could not be read back (ux.md A8). */
  readBack: boolean;
  requestId: string | null;
  /** No response came, but the listener exists as requested. */
  foundAfterLostAnswer: boolean;
  /** Sent values that SLB returns differently (ux.md A8). */
  differences: Difference[];
  /** All that was read back, by wire name; only for a run, which compares with it later. */
  state?: Record<string, string> | undefined;
};

/**
 * The outcome of a creation, including its start if one was requested. "Created but not started" is an outcome of its
 * own, not an error (ux.md A6).
 */
export type CreateOutcome =
  | ({
      ok: true;
      start:
        | { requested: false }
        | { requested: true; ok: true }
        | { requested: true; ok: false; error: ListenerError };
    } & Written)
  | { ok: false; error: ListenerError };

/**
 * The outcome of a start, stop or deletion. `alreadySo`: nothing had to be done. `deleting`: accepted, not confirmed
 * yet.
 */
export type ChangeOutcome =
  | {
      ok: true;
      listener: ListenerKey;
      status: string | 'deleting' | 'deleted';
      alreadySo: boolean;
      requestId: string | null;
      /** For a deletion: the activity entry whose earlier state can recreate the listener. */
      restoreId?: number;
    }
  | { ok: false; error: ListenerError };

/** The outcome of a settings change. */
export type UpdateOutcome =
  | ({ kind: 'updated'; changes: SettingChange[] } & Written)
  /**
   * Every requested value is already set; no call was made. `takesEffect` false: the setting has no effect there, such
   * as the interval of health checks that are off.
   */
  | { kind: 'already-so'; listener: ListenerKey; status: string; takesEffect: boolean }
  /** Someone else changed it since `expected` was read; nothing was sent. `now` is its current state. */
  | { kind: 'conflict'; listener: ListenerKey; conflicts: SettingConflict[]; now: Settings }
  | { kind: 'refused'; error: ListenerError };
