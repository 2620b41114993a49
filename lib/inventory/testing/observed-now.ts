import { observedHealth } from '../observed-health';

export type ObservedNow = { instances: number; normal: number };

/** How many instances this process knows to have been observed, and how many of their servers are healthy. */
export async function observedNow(): Promise<ObservedNow> {
  const all = [...(await observedHealth()).instances.values()];
  const tallies = all.flatMap((each) => [...each.tallies.values()]);
  return {
    instances: all.filter(({ observedAtMillis }) => observedAtMillis !== null).length,
    normal: tallies.reduce((sum, { normal }) => sum + normal, 0),
  };
}
