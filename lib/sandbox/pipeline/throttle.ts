import { z } from 'zod';

/** How often one access key may call. */
export const ratesSchema = z
  .array(
    z.strictObject({
      /** The key that is meant; each key by itself when absent. */
      accessKeyId: z.string().min(1).optional(),
      /** The operation that is meant; `*` is all of them together. */
      action: z.string().min(1),
      calls: z.int().min(1).max(1_000_000),
      windowSeconds: z.number().min(0.001).max(86_400),
    }),
  )
  .min(1)
  .max(1000);

export type Rate = z.infer<typeof ratesSchema>[number];

/** slb-api.md 5.7: the only published rate of an SLB operation. */
const PUBLISHED: readonly Rate[] = [
  { action: 'CreateLoadBalancerTCPListener', calls: 90, windowSeconds: 60 },
];

export type Throttle = ReturnType<typeof slidingThrottle>;

/** Counts the calls of each access key and rate in a sliding window. */
export function slidingThrottle() {
  const admitted = new Map<string, number[]>();

  const windowOf = (rate: Rate, accessKeyId: string, nowMillis: number) => {
    const key = JSON.stringify([rate.action, rate.accessKeyId, rate.calls, rate.windowSeconds, accessKeyId]);
    const recent = (admitted.get(key) ?? []).filter((at) => at > nowMillis - rate.windowSeconds * 1000);
    admitted.set(key, recent);
    const oldest = recent.length >= rate.calls ? recent[0] : undefined;
    return {
      recent,
      waitMillis: oldest === undefined ? null : oldest + rate.windowSeconds * 1000 - nowMillis,
    };
  };

  return {
    /** Milliseconds until the next call is let in, or null when this one is (and counts). */
    waitMillis: (
      throttle: 'off' | 'published' | readonly Rate[],
      accessKeyId: string,
      action: string,
      nowMillis: number,
    ): number | null => {
      if (throttle === 'off') return null;
      const windows = (throttle === 'published' ? PUBLISHED : throttle)
        .filter((rate) => rate.action === '*' || rate.action === action)
        .filter((rate) => rate.accessKeyId === undefined || rate.accessKeyId === accessKeyId)
        .map((rate) => windowOf(rate, accessKeyId, nowMillis));
      const waits = windows.flatMap(({ waitMillis }) => waitMillis ?? []);
      if (waits.length > 0) return Math.max(...waits);
      for (const { recent } of windows) recent.push(nowMillis);
      return null;
    },
    clear: (): void => admitted.clear(),
  };
}

/**
 * The throttle as an option says it: `off`, `published`, or rates as `[KEY:]ACTION=CALLS/SECONDS`, several with commas.
 * Null when it is none of these.
 */
export function readThrottle(text: string): 'off' | 'published' | Rate[] | null {
  if (text === 'off' || text === 'published') return text;
  const rates = text.split(',').map((part) => {
    const match = /^(?:([^:=]+):)?([A-Za-z]+|\*)=(\d+)\/(\d+(?:\.\d+)?)$/.exec(part);
    const [, accessKeyId, action, calls, windowSeconds] = match ?? [];
    return {
      ...(accessKeyId !== undefined && { accessKeyId }),
      action,
      calls: Number(calls),
      windowSeconds: Number(windowSeconds),
    };
  });
  const parsed = ratesSchema.safeParse(rates);
  return parsed.success ? parsed.data : null;
}
