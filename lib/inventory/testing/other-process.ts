import { changeListener } from '@/lib/listeners/commands/change-listener';
import { localActor } from '@/lib/model/actor';
import type { ListenerKey } from '@/lib/model/outcome';
import { watchHealth } from '../health-sweep';
import { inventory } from '../inventory';
import { listenersOf } from '../joined-rows';
import { readOverview } from '../overview';
import { readPart } from '../reading';
import { rereadScreen } from '../screen';
import { observedNow } from './observed-now';

/** A second process of Sluice's code on this test's database, which does what it is told (`fork-inventory.ts`). */

/** What it may be told, and what each does. */
const commands = {
  /** A page of the list: each listener's status by `instance:port`. */
  page: async (regionId: string): Promise<Record<string, string>> => {
    const rows = listenersOf(await readOverview([regionId], { patienceMillis: 20_000 }));
    return Object.fromEntries(rows.map((row) => [`${row.loadBalancerId}:${row.listenerPort}`, row.status]));
  },
  /** Reads all of a region again. */
  refresh: (regionId: string): Promise<void> =>
    rereadScreen({ regionIds: [regionId], instances: [], whole: true, patienceMillis: 20_000 }),
  part: async (regionId: string, loadBalancerIds: readonly string[]): Promise<void> => {
    const inv = await inventory();
    const copy = inv.regions.get(regionId);
    if (copy !== undefined) await readPart(inv, copy, loadBalancerIds);
  },
  /** What a page that shows the region does: the region's health is swept from then on. */
  watch: (regionId: string): Promise<void> => watchHealth({ regionIds: [regionId], onScreen: [] }),
  health: observedNow,
  change: (action: 'start' | 'stop', listener: ListenerKey, options: { runId?: number } = {}) =>
    changeListener(action, listener, localActor('127.0.0.1'), options),
};
export type Commands = typeof commands;

process.once('disconnect', () => process.exit());
process.on(
  'message',
  ({ id, name, parameters }: { id: number; name: keyof Commands; parameters: unknown[] }) => {
    const command = commands[name] as (...parameters: unknown[]) => Promise<unknown>;
    command(...parameters).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  },
);
process.send?.({ id: 0 });
