import type { SeenTally } from '@/lib/inventory/health-types';
import { formatListenerKey } from '@/lib/listeners/list-query';
import type { ListenerKey } from '@/lib/listeners/outcome';

export type InstanceKey = Pick<ListenerKey, 'regionId' | 'loadBalancerId'>;
export type ReadInstance = (
  instance: InstanceKey,
  signal: AbortSignal,
) => Promise<readonly { listenerPort: number; tally: SeenTally }[]>;

/** The cloud answers a few at once better than all of them, and the reader may be gone before the last. */
const MOST_AT_ONCE = 3;
/** A list that is read again every second, while something changes, does not ask for this each time. */
const FRESH_MILLIS = 10_000;
/** Somebody who types asks for the next rows within this time of the last ones. */
const REST_MILLIS = 300;

type Wanted = { instance: InstanceKey; rows: number };

/**
 * Reads the health of the instances whose rows are on the screen, a few at once, and keeps what was read until there is
 * something newer. What goes off the screen is not asked about any more, or given up.
 */
export class HealthReader {
  readonly #read: ReadInstance;
  readonly #now: () => number;
  readonly #tallies = new Map<string, SeenTally>();
  readonly #wanted = new Map<string, Wanted>();
  readonly #reading = new Map<string, AbortController>();
  readonly #readAt = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  /** Those still to be read, in the order in which they came on the screen. */
  readonly #queue = new Set<string>();
  #holds = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(read: ReadInstance, now: () => number = Date.now) {
    this.#read = read;
    this.#now = now;
  }

  /** What was read of a listener; the same object until there is something newer. */
  readonly tallyOf = (name: string): SeenTally | undefined => this.#tallies.get(name);

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  /** A row of the instance is on the screen, until what is returned is called. */
  want(instance: InstanceKey): () => void {
    const name = nameOf(instance);
    const wanted = this.#wanted.get(name) ?? { instance, rows: 0 };
    wanted.rows += 1;
    this.#wanted.set(name, wanted);
    this.#enqueue(name);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      wanted.rows -= 1;
      if (wanted.rows > 0) return;
      this.#wanted.delete(name);
      this.#queue.delete(name);
      this.#reading.get(name)?.abort();
    };
  }

  /**
   * Other rows are asked for, until what is returned is called: they come before the health of those that stand, so nothing is
   * begun until the new ones have stood for a moment. What is under way is not given up: it has been sent.
   */
  hold(): () => void {
    this.#holds += 1;
    clearTimeout(this.#rest);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#holds -= 1;
      if (this.#holds > 0) return;
      this.#rest = setTimeout(() => {
        this.#rest = undefined;
        this.#next();
      }, REST_MILLIS);
    };
  }

  /** Reads again what is on the screen and has not been read a moment ago. */
  renew(): void {
    for (const name of this.#wanted.keys()) this.#enqueue(name);
  }

  #enqueue(name: string): void {
    const readAt = this.#readAt.get(name);
    if (this.#reading.has(name) || (readAt !== undefined && this.#now() - readAt < FRESH_MILLIS)) return;
    this.#queue.add(name);
    this.#next();
  }

  #next(): void {
    if (this.#holds > 0 || this.#rest !== undefined) return;
    for (const name of this.#queue) {
      if (this.#reading.size >= MOST_AT_ONCE) return;
      this.#queue.delete(name);
      const wanted = this.#wanted.get(name);
      if (wanted) void this.#readOne(name, wanted.instance);
    }
  }

  async #readOne(name: string, instance: InstanceKey): Promise<void> {
    const given = new AbortController();
    this.#reading.set(name, given);
    try {
      const found = await this.#read(instance, given.signal);
      this.#readAt.set(name, this.#now());
      for (const { listenerPort, tally } of found)
        this.#tallies.set(formatListenerKey({ ...instance, listenerPort }), tally);
      for (const onChange of this.#listeners) onChange();
    } catch {
      // Given up, or no answer: what was read before stays.
    } finally {
      this.#reading.delete(name);
      // It left the screen and is back.
      if (given.signal.aborted && this.#wanted.has(name)) this.#queue.add(name);
      this.#next();
    }
  }
}

function nameOf({ regionId, loadBalancerId }: InstanceKey): string {
  return `${regionId}/${loadBalancerId}`;
}
