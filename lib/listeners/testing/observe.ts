import type { InstanceHealth, ObservedTally } from '@/lib/model/health-types';
import type { ListenerKey } from '@/lib/model/outcome';
import { instanceHealthKey, provideObservedHealth } from '@/lib/model/row-health';

/** Provides these health observations of the listeners, and nothing else. */
export function provideObserved(observations: readonly (readonly [ListenerKey, ObservedTally])[]): void {
  const instances = new Map<string, InstanceHealth>();
  for (const [listener, tally] of observations) {
    const key = instanceHealthKey(listener);
    const instance = instances.get(key) ?? { observedAtMillis: null, tallies: new Map() };
    instances.set(key, instance);
    instance.tallies.set(listener.listenerPort, tally);
  }
  provideObservedHealth(instances);
}
