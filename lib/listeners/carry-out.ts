import 'server-only';
import type { CallOptions, SlbFailure, SlbResult } from '@/lib/slb/result';
import { outcomeUnknown, refusal, type ListenerError } from './errors';
import { readListener, type Reading } from './read-back';
import { beginDeed, type Deed } from './trail';

/** One call that changes a listener. */
export type Write = {
  deed: Deed;
  send: (options: Pick<CallOptions, 'mayRepeat'>) => Promise<SlbResult<unknown>>;
  /** Whether its effect is there, by a reading after its answer was lost; `otherwise`: something else stands there. */
  seenIn: (reading: Exclude<Reading, { kind: 'unreadable' }>) => 'done' | 'not-done' | 'otherwise';
  /** What is said where something else stands there. Without it: what SLB said, or did not. */
  otherwise?: (failure: SlbFailure) => ListenerError;
};

/** SLB took it. `requestId` is null where its answer was lost and its effect was found. */
export type Taken = { requestId: string | null; foundAfterLostAnswer: boolean };

export type CarriedOut =
  | ({ outcome: 'succeeded' } & Taken)
  | { outcome: 'refused' | 'unknown'; error: ListenerError };

/** Carries out one write, with its intent in the activity trail before the call leaves, and its outcome after. */
export async function carryOut(
  write: Write,
  options: Pick<CallOptions, 'mayRepeat'> = {},
): Promise<CarriedOut> {
  const begun = await beginDeed(write.deed);
  const carriedOut = await sendAndLook(write, options);
  await begun.end(carriedOut);
  return carriedOut;
}

const ATTEMPTS = 2;

/**
 * A write whose answer may get lost is looked for before it is repeated, and never repeated blindly, because no listener call has a client
 * token (slb-api.md 4.4). A refusal after a lost answer is looked at too: it may be the first attempt's own effect that stands in the
 * way. `unknown` is left only where reading failed as well, or the second answer was lost too.
 */
async function sendAndLook(
  { deed, send, seenIn, otherwise }: Write,
  options: Pick<CallOptions, 'mayRepeat'>,
): Promise<CarriedOut> {
  let answerLost = false;
  for (let attempt = 1; ; attempt += 1) {
    const result = await send(options);
    if (result.ok) return { outcome: 'succeeded', requestId: result.requestId, foundAfterLostAnswer: false };
    const isUnknown = result.error.outcome === 'unknown';
    if (!isUnknown && !answerLost) return { outcome: 'refused', error: refusal(result.error) };

    answerLost = true;
    const reading = await readListener(deed.listener);
    const seen = reading.kind === 'unreadable' ? 'unreadable' : seenIn(reading);
    if (seen === 'done') return { outcome: 'succeeded', requestId: null, foundAfterLostAnswer: true };
    if (seen === 'not-done' && isUnknown && attempt < ATTEMPTS) continue;
    const outcome = isUnknown || seen === 'unreadable' ? 'unknown' : 'refused';
    const ownError = outcome === 'unknown' ? outcomeUnknown(result.error) : refusal(result.error);
    return { outcome, error: (seen === 'otherwise' && otherwise?.(result.error)) || ownError };
  }
}
