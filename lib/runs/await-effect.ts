import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { endActivityOfOther } from '@/lib/activity/record';
import type { UnsettledWrite } from '@/lib/activity/unsettled-writes';
import { endAsObserved } from '@/lib/listeners/commands/unsettled-writes';
import { isInService } from '@/lib/listeners/commands/writes-in-flight';
import { sluiceCodes } from '@/lib/model/errors';

const PROBE_MIN_MILLIS = 250;
const PROBE_MAX_MILLIS = 2_000;

/**
 * Polls for the effect of writes whose process ended during their call, until none of them can take effect any more
 * (decision 098), and gives them their outcome in the log. `observe` returns null as long as there is no effect. Null: none
 * was seen. `left`: this process is stopping, and the next one decides.
 */
export async function awaitEffect<Effect>(
  open: readonly UnsettledWrite[],
  observe: () => Promise<Effect | null>,
): Promise<{ effect: Effect } | 'left' | null> {
  const untilMillis = Math.max(...open.map(({ until }) => Date.parse(until)));
  for (let pause = PROBE_MIN_MILLIS; ; pause = Math.min(2 * pause, PROBE_MAX_MILLIS)) {
    const isLast = Date.now() >= untilMillis;
    const effect = await observe();
    if (effect !== null) {
      await endAsObserved(open);
      return { effect };
    }
    if (isLast) break;
    if (!isInService()) return 'left';
    await sleep(Math.min(pause, Math.max(0, untilMillis - Date.now())));
  }
  for (const { id } of open) await endActivityOfOther(id, unobserved);
  return null;
}

const unobserved = {
  outcome: 'unknown',
  code: sluiceCodes.outcomeUnknown,
  message: 'Sluice stopped during this call, and no effect was seen within the time a call can take.',
  requestId: null,
} as const;
