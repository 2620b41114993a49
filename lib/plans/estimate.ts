import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import type { PlanFacts, PlanInstance } from './plan-facts';
import type { PlanEstimate, PlanRow, PlanVerdict } from './plan-types';
import { cellText } from './values';
import { keyOf } from './verdicts';

/** About what a call takes. Those of one instance wait for each other; instances do not. */
const CALL_SECONDS = 0.15;
const SANDBOX_CALL_SECONDS = 0.02;

/** Reading it first, sending, and reading it back; a start is read back as well. */
const CALLS_OF_CREATION = 2;
const CALLS_OF_START = 2;
const CALLS_OF_UPDATE = 3;
/** What protects an instance is read when its first row is sent. */
const CALLS_OF_INSTANCE = 1;

type Change = { calls: number; instance: PlanEstimate['instances'][number] };

/** What carrying out the rows takes, and what their instances have before and after. Pure. */
export function estimate(
  rows: readonly PlanRow[],
  verdicts: ReadonlyMap<number, PlanVerdict>,
  facts: PlanFacts,
): PlanEstimate {
  const changes = new Map<string, Change>();
  let creations = 0;
  for (const { id, cells } of rows) {
    const kind = verdicts.get(id)?.kind;
    const key = keyOf(cells);
    if (key === null || (kind !== 'create' && kind !== 'update')) continue;
    const { regionId, loadBalancerId, listenerPort } = key;
    const instance = facts.regions.get(regionId)?.instances.get(loadBalancerId);
    if (instance === undefined) continue;
    const place = `${regionId}/${loadBalancerId}`;
    const change = changes.get(place) ?? unchanged(regionId, loadBalancerId, instance);
    changes.set(place, change);
    const plannedMbps = Math.max(0, integerIn(cellText(cells, 'Bandwidth'), limits.bandwidthMbps) ?? 0);
    if (kind === 'create') {
      creations += 1;
      change.calls += CALLS_OF_CREATION + (cellText(cells, 'Start') === 'on' ? CALLS_OF_START : 0);
      change.instance.listenersAfter += 1;
      change.instance.usedMbpsAfter += plannedMbps;
    } else {
      change.calls += CALLS_OF_UPDATE;
      const found = instance.listeners.get(listenerPort)?.find(({ row }) => row.protocol === 'tcp');
      if (cellText(cells, 'Bandwidth') !== '')
        change.instance.usedMbpsAfter += plannedMbps - Math.max(0, found?.summary.bandwidthMbps ?? 0);
    }
  }
  const all = [...changes.values()];
  const longestCalls = all.reduce((most, { calls }) => Math.max(most, calls), 0);
  const calls = all.reduce((sum, change) => sum + change.calls, 0);
  const { callsPerSecond, creationsPerMinute } = facts.rate;
  const fullMinutes = Math.max(0, Math.ceil(creations / creationsPerMinute) - 1);
  const seconds = Math.max(
    fullMinutes * 60,
    longestCalls * (facts.isSandbox ? SANDBOX_CALL_SECONDS : CALL_SECONDS),
    callsPerSecond === null ? 0 : calls / callsPerSecond,
  );
  return {
    calls,
    seconds: Math.ceil(seconds),
    isSandbox: facts.isSandbox,
    instances: all.map(({ instance }) => instance),
  };
}

function unchanged(
  regionId: string,
  loadBalancerId: string,
  { listed, listenerCount, usedMbps }: PlanInstance,
): Change {
  return {
    calls: CALLS_OF_INSTANCE,
    instance: {
      regionId,
      loadBalancerId,
      name: listed.name,
      listenersBefore: listenerCount,
      listenersAfter: listenerCount,
      bandwidthMbps: listed.sharedMbps,
      usedMbpsBefore: usedMbps,
      usedMbpsAfter: usedMbps,
    },
  };
}
