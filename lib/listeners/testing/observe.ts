import type { FilterContext } from '@/lib/listeners/list/filter/predicate';
import {
  HEALTH_CURRENT_MILLIS,
  type InstanceHealth,
  type ObservedTally,
  type ServerBehind,
} from '@/lib/model/health-types';
import type { ListenerKey } from '@/lib/model/outcome';
import { instanceHealthKey, type ObservedHealth } from '@/lib/model/row-health';

type Observations = readonly (readonly [ListenerKey, ObservedTally, servers?: readonly ServerBehind[]])[];

let version = 0;

/** These health observations of the listeners, and nothing else; each result has a new version. */
export function observedOf(observations: Observations): ObservedHealth {
  const instances = new Map<string, InstanceHealth>();
  for (const [listener, tally, servers = []] of observations) {
    const key = instanceHealthKey(listener);
    const instance = instances.get(key) ?? {
      observedAtMillis: null,
      tallies: new Map(),
      servers: new Map(),
    };
    instances.set(key, instance);
    instance.tallies.set(listener.listenerPort, tally);
    instance.servers.set(listener.listenerPort, servers);
  }
  version += 1;
  return { instances, currentMillis: HEALTH_CURRENT_MILLIS, version };
}

/** The context at this moment, without runs. */
export function contextOf(observations: Observations = []): FilterContext {
  return { health: observedOf(observations), runs: new Map(), nowMillis: Date.now() };
}
