import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { isShared } from '@/lib/db/database';
import type { DatabaseSchema } from '@/lib/db/schema';
import { notify } from '@/lib/db/wake';

/** What processes tell each other about observations: of which instances there are new ones, to be loaded. */
export type HealthMessage = {
  sender: string;
  connection: string;
  /** How long the sender's sweep keeps an observation current; 0 if it is not a sweep's. */
  currentMillis: number;
  observed: { regionId: string; loadBalancerId: string; atMillis: number; isWhole: boolean }[];
};

/** What is told of an observation. */
type Told = {
  connection: string | null;
  instance: { regionId: string; loadBalancerId: string };
  atMillis: number;
  sweep?: { currentMillis: number };
};

export const HEALTH_CHANNEL = 'health';
/** A message has 2,000 bytes at most. */
const MOST_OBSERVED = 8;

// On globalThis because a Next server may load one module twice, and both are one sender.
const held: typeof globalThis & { sluiceHealthSender?: string } = globalThis;

/** Identifies this process, which knows already what it tells. */
export function healthSender(): string {
  return (held.sluiceHealthSender ??= randomUUID());
}

/** Tells the other processes of observations, within the transaction that records them. */
export async function announceObservations(
  transaction: Kysely<DatabaseSchema>,
  observations: readonly Told[],
): Promise<void> {
  if (!isShared()) return;
  for (const connection of new Set(observations.map((each) => each.connection ?? ''))) {
    const own = observations.filter((each) => each.connection === connection);
    for (let from = 0; from < own.length; from += MOST_OBSERVED) {
      const part = own.slice(from, from + MOST_OBSERVED);
      const message: HealthMessage = {
        sender: healthSender(),
        connection,
        currentMillis: Math.max(0, ...part.map(({ sweep }) => sweep?.currentMillis ?? 0)),
        observed: part.map(({ instance: { regionId, loadBalancerId }, atMillis, sweep }) => ({
          regionId,
          loadBalancerId,
          atMillis,
          isWhole: sweep !== undefined,
        })),
      };
      await notify(transaction, HEALTH_CHANNEL, JSON.stringify(message));
    }
  }
}
