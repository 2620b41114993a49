import { getTranslations } from 'next-intl/server';
import type { Translator } from '@/lib/i18n/translator';
import { newPlanHref } from '@/lib/plans/plan-address';
import type { ListPage } from '@/lib/listeners/list/list-query-apply';
import type { InstanceSummary, ListSummary } from '@/lib/listeners/list/list-summary';
import { healthySummaryOf, listenerHealth, type HealthAt } from '@/lib/model/row-health';
import type { HealthTally } from '@/lib/model/health-types';
import type { ListedListener } from '@/lib/model/list-row';
import { statusFilterOf } from '@/lib/model/status-filter';
import type { GroupHealth, GroupView, PortView } from './group-row';
import { rowId } from './ids';

/** Ports shown of one instance; the rest is counted. */
const MOST_PORTS = 12;

/** The instance headers on a page, by the id of the row each precedes. */
export async function groupViews(
  { groups, rows }: ListPage,
  { instances }: ListSummary,
  { at, protection }: { at: HealthAt; protection: (row: ListedListener) => string },
): Promise<Record<string, GroupView>> {
  const t = await getTranslations('query');
  return Object.fromEntries(
    groups.flatMap(({ loadBalancerId, matches, continued }) => {
      const first = rows.find((row) => row.loadBalancerId === loadBalancerId);
      const instance = instances.get(loadBalancerId);
      if (!first || !instance) return [];
      const all = instance.listenerCount;
      const count = matches.length;
      const byPort = matches.toSorted((a, b) => a.listenerPort - b.listenerPort);
      const more = count - MOST_PORTS;
      const view: GroupView = {
        name: instance.name,
        loadBalancerId,
        copyTo: {
          href: newPlanHref('copy', { instance: loadBalancerId }),
          label: t('group.copyTo'),
        },
        protection: protection(first),
        count: count === all ? t('group.countAll', { all }) : t('group.count', { matches: count, all }),
        ...bandwidthOf(instance),
        portsLabel: t('group.ports', { name: instance.name }),
        ports: byPort.slice(0, MOST_PORTS).map((row) => portView(row, at, t)),
        morePorts: more > 0 ? t('group.morePorts', { count: more }) : '',
        health: worstHealthOf(matches, at, t),
        continued: continued ? t('group.continued') : '',
      };
      return [[rowId(first), view] as const];
    }),
  );

  function bandwidthOf({
    sharedMbps: peak,
    heldMbps,
  }: InstanceSummary): Pick<GroupView, 'bandwidth' | 'used' | 'over'> {
    if (peak === null) return { bandwidth: t('group.noPeak'), used: null, over: false };
    const used = Math.min(100, Math.round((heldMbps / peak) * 100));
    return heldMbps > peak
      ? { bandwidth: t('group.over', { over: heldMbps - peak, peak }), used, over: true }
      : { bandwidth: t('group.left', { left: peak - heldMbps, peak }), used, over: false };
  }
}

function portView(row: ListedListener, at: HealthAt, t: Translator<'query'>): PortView {
  const { listenerPort: port, protocol } = row;
  const { state, tally } = listenerHealth(row, at);
  const health = state === 'current' ? healthySummaryOf(tally) : 'unknown';
  if (health === 'some' || health === 'none')
    return { port, protocol, state: health, words: t(`group.port.${health}`) };
  const status = statusFilterOf(row);
  return status === 'running'
    ? { port, protocol, state: status }
    : { port, protocol, state: status, words: t(`value.${status}`) };
}

/** The listener with the fewest healthy servers; without one, whether all are known to be healthy. */
function worstHealthOf(
  rows: readonly ListedListener[],
  at: HealthAt,
  t: Translator<'query'>,
): readonly GroupHealth[] {
  const unhealthy: { row: ListedListener; tally: HealthTally }[] = [];
  let healthy = 0;
  let unknown = 0;
  for (const row of rows) {
    const { state, tally } = listenerHealth(row, at);
    // Without servers there is no health to know.
    if (state === 'not-checked' || (state === 'current' && tally.all === 0)) continue;
    const summary = state === 'current' ? healthySummaryOf(tally) : 'unknown';
    if (summary === 'all') healthy += 1;
    else if (tally === null || summary === 'unknown') unknown += 1;
    else unhealthy.push({ row, tally });
  }
  const [worst] = unhealthy.toSorted((a, b) => a.tally.normal / a.tally.all - b.tally.normal / b.tally.all);
  const said: GroupHealth[] = [];
  if (worst) {
    const { normal, all } = worst.tally;
    const text = t('group.worst', { normal, all, port: String(worst.row.listenerPort) });
    said.push({ kind: normal === 0 ? 'bad' : 'warn', text });
  }
  if (unknown > 0) said.push({ kind: 'quiet', text: t('group.healthUnknown', { count: unknown }) });
  else if (!worst && healthy > 0) said.push({ kind: 'quiet', text: t('group.allHealthy') });
  return said;
}
