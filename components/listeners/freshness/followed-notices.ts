import { FOLLOW_MINUTES } from '@/lib/listeners/commands/follow';

/** The status a page shows of a listener, by its `formatListenerKey`; null if it does not show the listener, and `unknown` counts as null. */
export type StatusOf = (name: string) => string | null;

/** A notice that speaks of a listener on its way. */
type OnItsWay = {
  /** The requested status: "running". */
  aim: string;
  settle: (status: string) => void;
};

type Followed = OnItsWay & { untilMillis: number; wasOnItsWay: boolean };
/** A notice that offers to start a listener again: for as long as that is what would happen. */
type Offer = { withdraw: () => void; wasStopped: boolean };

export type FollowedNotices = {
  /** Reports what the page shows now. It may have been read before the write that a notice is about. */
  tell: (statusOf: StatusOf) => void;
  follow: (name: string, notice: OnItsWay) => void;
  /** `withdraw` is called when the page has shown the listener stopped, and then otherwise. */
  offerStart: (name: string, withdraw: () => void) => void;
};

/** Has the notices of actions say what the listeners came to, by what the page shows of them. */
export function followedNotices(): FollowedNotices {
  let latest: StatusOf = () => null;
  const followed = new Map<string, Followed>();
  const offers = new Map<string, Offer>();

  function settle(name: string, notice: Followed, status: string | null): void {
    if (Date.now() > notice.untilMillis) followed.delete(name);
    else if (status === null) return;
    else if (!hasArrived(status)) notice.wasOnItsWay = true;
    // What it was before the action says nothing: the page was read before it.
    else if (status === notice.aim || notice.wasOnItsWay) {
      followed.delete(name);
      notice.settle(status);
    }
  }

  function withdraw(name: string, offer: Offer, status: string | null): void {
    if (status === 'stopped') offer.wasStopped = true;
    else if (status !== null && offer.wasStopped) {
      offers.delete(name);
      offer.withdraw();
    }
  }

  return {
    tell(shown) {
      const statusOf: StatusOf = (name) => (shown(name) === 'unknown' ? null : shown(name));
      latest = statusOf;
      for (const [name, notice] of followed) settle(name, notice, statusOf(name));
      for (const [name, offer] of offers) withdraw(name, offer, statusOf(name));
    },
    follow(name, notice) {
      const added = { ...notice, untilMillis: Date.now() + FOLLOW_MINUTES * 60_000, wasOnItsWay: false };
      followed.set(name, added);
      // The page may have shown it before the action was answered.
      settle(name, added, latest(name));
    },
    offerStart(name, withdrawIt) {
      const offer = { withdraw: withdrawIt, wasStopped: false };
      offers.set(name, offer);
      withdraw(name, offer, latest(name));
    },
  };
}

export function hasArrived(status: string | null): boolean {
  return status === 'running' || status === 'stopped';
}
