import { ifServerReachable } from './server-reachability';

/**
 * `ifServerReachable` for what one asks again before it is answered, and may leave meanwhile: only the last of the askings goes, and none that was
 * dropped since.
 */
export function lastRequested(): {
  /** Tells whether Sluice answered; null where this asking counts no more, and nothing is to be said of it. */
  ifServerReachable: (go: () => void) => Promise<boolean | null>;
  drop: () => void;
} {
  let last = 0;
  return {
    ifServerReachable: async (go) => {
      last += 1;
      const mine = last;
      const answers = await ifServerReachable(() => {
        if (mine === last) go();
      });
      return mine === last ? answers : null;
    },
    drop: () => {
      last += 1;
    },
  };
}
