import { whenAnswering } from './answering';

/**
 * `whenAnswering` for what one asks again before it is answered, and may leave meanwhile: only the last of the askings goes, and none that was
 * dropped since.
 */
export function lastAsked(): {
  /** Tells whether Sluice answered; null where this asking counts no more, and nothing is to be said of it. */
  whenAnswering: (go: () => void) => Promise<boolean | null>;
  drop: () => void;
} {
  let last = 0;
  return {
    whenAnswering: async (go) => {
      last += 1;
      const mine = last;
      const answers = await whenAnswering(() => {
        if (mine === last) go();
      });
      return mine === last ? answers : null;
    },
    drop: () => {
      last += 1;
    },
  };
}
