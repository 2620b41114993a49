import type { AccessKeys } from './pipeline/authenticate';
import type { Faults } from './pipeline/faults';
import type { Throttle } from './pipeline/throttle';
import type { RequestLog } from './request-log';
import type { Settings } from './settings';
import type { Store } from './store/store';

/** What one running sandbox consists of; the pipeline and control work on it. */
export type Runtime = {
  readonly store: Store;
  readonly keys: AccessKeys;
  readonly settings: { current: Settings };
  readonly initialSettings: Settings;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly log: RequestLog;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};
