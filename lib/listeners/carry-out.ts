import 'server-only';
import type { SlbFailure, SlbResult } from '@/lib/slb/result';

/** What a look at the cloud says of a write whose answer was lost. */
export type Seen = 'done' | 'not-done' | 'otherwise' | 'unreadable';

export type CarriedOut =
  | { ok: true; requestId: string | null; foundAfterLostAnswer: boolean }
  | { ok: false; error: SlbFailure; outcome: 'not-done' | 'unknown'; seen: Seen | null };

const ATTEMPTS = 2;

/**
 * Makes a write whose answer may get lost: it is looked for before it is repeated, and never repeated blindly, because
 * no listener call has a client token (slb-api.md 4.4). A refusal after a lost answer is looked at too: it may be the
 * first attempt's own effect that stands in the way.
 *
 * `look` reads whether the effect is there: `done`, `not-done`, `otherwise` (something else stands there) or
 * `unreadable`. `outcome: 'unknown'` is left only where reading failed as well, or the second answer was lost too.
 */
export async function carryOut(
  write: () => Promise<SlbResult<unknown>>,
  look: () => Promise<Seen>,
): Promise<CarriedOut> {
  let answerLost = false;
  for (let attempt = 1; ; attempt += 1) {
    const result = await write();
    if (result.ok) return { ok: true, requestId: result.requestId, foundAfterLostAnswer: false };
    if (result.error.outcome === 'not-done' && !answerLost)
      return { ok: false, error: result.error, outcome: 'not-done', seen: null };

    answerLost ||= result.error.outcome === 'unknown';
    const seen = await look();
    if (seen === 'done') return { ok: true, requestId: null, foundAfterLostAnswer: true };
    if (seen === 'not-done' && result.error.outcome === 'unknown' && attempt < ATTEMPTS) continue;
    return {
      ok: false,
      error: result.error,
      outcome: seen === 'unreadable' || result.error.outcome === 'unknown' ? 'unknown' : 'not-done',
      seen,
    };
  }
}
