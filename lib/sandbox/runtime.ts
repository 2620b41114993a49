import type { AccessKeys } from './pipeline/authenticate';
import type { Faults } from './pipeline/faults';
import type { Throttle } from './pipeline/throttle';
import type { RequestLog } from './request-log';
import type { Settings } from './settings';
import type { Store } from './store/store';
import type { Tls } from './tls/certificates';

/** What one running sandbox consists of; the pipeline and control work on it. */
export type Runtime = {
  readonly store: Store;
  readonly keys: { current: AccessKeys };
  readonly initialKeys: AccessKeys;
  readonly settings: { current: Settings };
  readonly initialSettings: Settings;
  /** Set where this is a regional endpoint: the region of calls that name none (slb-api.md D5). */
  readonly defaultRegionId: string | undefined;
  /** Null if the port speaks only HTTP. */
  readonly tls: Tls | null;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly log: RequestLog;
  readonly clock: SandboxClock;
  /** How often it was reset: what a call then still waits for is no more. */
  readonly resets: { count: number };
};

export type SandboxClock = {
  /** Milliseconds since the epoch in sandbox time. */
  readonly now: () => number;
  /** How far sandbox time is ahead of the machine's; kept over a restart. */
  shiftMillis: number;
};
