import type { InstanceHealth } from '@/lib/model/health-types';
import type { HealthAt } from '@/lib/model/row-health';

/** What the values of an instance's rows depend on besides the rows themselves. */
export type DependsOn = {
  health: boolean;
  /** How long values that depend on the age of a change are used; null if they do not. */
  ageMillis: number | null;
};

type Instance = {
  /** `instanceHealthKey`. */
  key: string;
  /** A change of one of its listeners was observed, so that they have an age. */
  hasAge: boolean;
};

type Kept<Value> = {
  value: Value;
  health: InstanceHealth | undefined;
  currentMillis: number;
  fromMillis: number;
  untilMillis: number;
};

/**
 * A value for each of some instances, computed again only if its health was observed since, an observation has expired,
 * or an age has grown: a page after an observation of ten instances among thousands computes ten.
 */
export class KeptByInstance<Item extends Instance, Value> {
  readonly #instances: readonly Item[];
  readonly #dependsOn: DependsOn;
  readonly #kept: (Kept<Value> | undefined)[] = [];
  #last: { values: readonly Value[]; untilMillis: number; fromMillis: number; version: number } | null = null;

  constructor(instances: readonly Item[], dependsOn: DependsOn) {
    this.#instances = instances;
    this.#dependsOn = dependsOn;
  }

  /** The values in the order of the instances: the same array if none was computed again. */
  values(at: HealthAt, compute: (instance: Item) => Value): readonly Value[] {
    const { nowMillis } = at;
    const version = this.#dependsOn.health ? at.health.version : 0;
    const last = this.#last;
    if (last?.version === version && nowMillis >= last.fromMillis && nowMillis <= last.untilMillis)
      return last.values;

    const values: Value[] = [];
    let isSame = last !== null;
    let fromMillis = -Infinity;
    let untilMillis = Infinity;
    this.#instances.forEach((instance, index) => {
      const before = this.#kept[index];
      const kept = this.#isValid(instance, before, at) ? before : this.#computed(instance, at, compute);
      if (kept !== before) {
        this.#kept[index] = kept;
        isSame = false;
      }
      values.push(kept.value);
      fromMillis = Math.max(fromMillis, kept.fromMillis);
      untilMillis = Math.min(untilMillis, kept.untilMillis);
    });
    this.#last = { values: isSame && last ? last.values : values, fromMillis, untilMillis, version };
    return this.#last.values;
  }

  #isValid(instance: Item, kept: Kept<Value> | undefined, at: HealthAt): kept is Kept<Value> {
    if (kept === undefined || at.nowMillis < kept.fromMillis || at.nowMillis > kept.untilMillis) return false;
    if (!this.#dependsOn.health) return true;
    return (
      kept.health === at.health.instances.get(instance.key) && kept.currentMillis === at.health.currentMillis
    );
  }

  #computed(
    instance: Item,
    { health, nowMillis }: HealthAt,
    compute: (instance: Item) => Value,
  ): Kept<Value> {
    const { ageMillis } = this.#dependsOn;
    const observed = this.#dependsOn.health ? health.instances.get(instance.key) : undefined;
    const ages = ageMillis !== null && instance.hasAge;
    const expiry = observed ? firstExpiry(observed, health.currentMillis, nowMillis) : Infinity;
    return {
      value: compute(instance),
      health: observed,
      currentMillis: health.currentMillis,
      fromMillis: ages || observed ? nowMillis : -Infinity,
      untilMillis: Math.min(expiry, ages ? nowMillis + ageMillis : Infinity),
    };
  }
}

/** The last moment at which all observations that are current now still are. */
function firstExpiry(
  { observedAtMillis, tallies }: InstanceHealth,
  currentMillis: number,
  nowMillis: number,
): number {
  let first = Infinity;
  const note = (atMillis: number) => {
    const expiry = atMillis + currentMillis;
    if (expiry >= nowMillis && expiry < first) first = expiry;
  };
  if (observedAtMillis !== null) note(observedAtMillis);
  for (const tally of tallies.values()) note(tally.observedAtMillis);
  return first;
}
