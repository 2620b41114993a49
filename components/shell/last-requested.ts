import { ifServerReachable } from './answers';

/**
 * `ifServerReachable` for requests that may be repeated before there is a response, or abandoned: only the last one
 * proceeds, and none that was dropped since.
 */
export function lastRequested(): {
  /** Reports whether Sluice responded; null if this request no longer counts and nothing should be shown. */
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
