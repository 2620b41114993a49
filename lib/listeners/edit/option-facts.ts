import 'server-only';
import { latestHealthOf } from '@/lib/inventory/latest-health';
import { observedHealth } from '@/lib/inventory/observed-health';
import type { HealthTally } from '@/lib/model/health-types';
import type { ListenerKey } from '@/lib/model/outcome';
import { instanceHealthKey } from '@/lib/model/row-health';
import type { ListenerSummary, ServerGroup } from '@/lib/slb/responses';
import type { SlbResult } from '@/lib/slb/result';
import type { GroupChoice } from './form-options';

type Instance = Pick<ListenerKey, 'regionId' | 'loadBalancerId'>;

/**
 * What an instance's listeners say of its groups: how many use each, and what the last checks found of their servers.
 * Nothing is said of groups if not all listeners are known.
 */
export async function groupFactsOf(
  instance: Instance,
  listeners: SlbResult<ListenerSummary[]>,
  nowMillis = Date.now(),
): Promise<{
  describe: (group: ServerGroup, kind: 'vserver' | 'primary-secondary') => GroupChoice;
  /** Of the servers of the default server group, by their ids. */
  defaultHealth: ReadonlyMap<string, string>;
}> {
  const listed = listeners.ok ? listeners.value : [];
  const isWhole = listeners.ok && listeners.gaps === undefined;
  // Of these it is not known whether they have a primary/secondary server group, which HTTP listeners never have.
  const isUnclear = listed.some(
    ({ isConfigUntold, listenerProtocol }) => isConfigUntold === true && !listenerProtocol.startsWith('http'),
  );
  const { instances, currentMillis } = await observedHealth();
  const tallies = instances.get(instanceHealthKey(instance))?.tallies;

  const usersOf = (groupId: string): ListenerSummary[] =>
    listed.filter(
      ({ vServerGroupId, primarySecondaryServerGroupId }) =>
        vServerGroupId === groupId || primarySecondaryServerGroupId === groupId,
    );
  const healthOf = (users: readonly ListenerSummary[]): HealthTally | null => {
    const observed = users.flatMap((listener) => {
      const tally = isCheckedNow(listener) ? tallies?.get(listener.listenerPort) : undefined;
      return tally !== undefined && nowMillis - tally.observedAtMillis <= currentMillis ? [tally] : [];
    });
    return observed.toSorted((a, b) => b.abnormal - a.abnormal).at(0) ?? null;
  };
  const onDefault = listed.filter(
    (listener) =>
      isCheckedNow(listener) &&
      listener.isConfigUntold !== true &&
      listener.vServerGroupId === undefined &&
      listener.primarySecondaryServerGroupId === undefined,
  );
  return {
    describe: (group, kind) => {
      const users = usersOf(group.groupId);
      const isKnown = isWhole && (kind === 'vserver' || !isUnclear);
      return { ...group, usedBy: isKnown ? users.length : null, health: healthOf(users) };
    },
    defaultHealth: isWhole
      ? await latestHealthOf(
          instance,
          onDefault.map(({ listenerPort }) => listenerPort),
          nowMillis,
        )
      : new Map(),
  };
}

/** What was observed while a listener ran says nothing about a stopped one. */
function isCheckedNow({ listenerProtocol, status }: ListenerSummary): boolean {
  return listenerProtocol === 'tcp' && status === 'running';
}
