/** slb-api.md 5.7: the only published rate of an SLB operation. */
const PUBLISHED: ReadonlyMap<string, { readonly calls: number; readonly windowMillis: number }> = new Map([
  ['CreateLoadBalancerTCPListener', { calls: 90, windowMillis: 60_000 }],
]);

export type Throttle = ReturnType<typeof publishedThrottle>;

/** Counts the calls of each access key and action in a sliding window. */
export function publishedThrottle() {
  const admitted = new Map<string, number[]>();
  return {
    /** Milliseconds until the next call is let in, or null when this one is (and counts). */
    waitMillis: (accessKeyId: string, action: string, nowMillis: number): number | null => {
      const rate = PUBLISHED.get(action);
      if (rate === undefined) return null;
      const key = JSON.stringify([accessKeyId, action]);
      const recent = (admitted.get(key) ?? []).filter((at) => at > nowMillis - rate.windowMillis);
      const oldest = recent[0];
      if (recent.length >= rate.calls && oldest !== undefined) {
        admitted.set(key, recent);
        return oldest + rate.windowMillis - nowMillis;
      }
      recent.push(nowMillis);
      admitted.set(key, recent);
      return null;
    },
    clear: (): void => admitted.clear(),
  };
}
