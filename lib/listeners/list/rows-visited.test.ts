import { describe, expect, test } from 'vitest';
import { joinRows } from '@/lib/inventory/joined-rows';
import { contextOf } from '@/lib/listeners/testing/observe';
import type { ListedListener } from '@/lib/model/list-row';
import { instanceHealthKey } from '@/lib/model/row-health';
import { filterOf } from './filter/filter';
import type { FilterContext } from './filter/predicate';
import type { RowLanguage } from './filterable-row';
import { summaryOf } from './list-summary';
import { countMatches, countUndecided, coverageOfHealth, matchingRows } from './row-index';
import { builtInViews } from './views';

const ROWS_PER_INSTANCE = 5;
const INSTANCES_PER_REGION = 10;

const texts = (listener: ListedListener) => ({
  port: String(listener.listenerPort),
  status: listener.status,
  instance: listener.loadBalancer.name,
  region: listener.regionId,
  address: '',
  'address-type': '',
  backend: '',
  scheduler: '',
  bandwidth: '',
  access: '',
  healthy: '',
  changed: '',
  'health-check': '',
  tag: '',
  description: '',
});

/** Listeners that note when they are looked at: whatever filters, counts or sums up rows reads their status. */
function worldOf(regionCount: number) {
  const visited = new Set<string>();
  const listenerOf = (regionId: string, instance: number, listenerPort: number): ListedListener => {
    const loadBalancerId = `lb-${regionId}-${instance}`;
    return {
      regionId,
      loadBalancerId,
      listenerPort,
      protocol: 'tcp',
      get status() {
        visited.add(`${loadBalancerId}:${listenerPort}`);
        return 'running';
      },
      changingSinceMillis: null,
      changedAtMillis: null,
      backend: { kind: 'port', backendServerPort: null },
      scheduler: 'wrr',
      bandwidthMbps: -1,
      access: { status: 'off' },
      reach: { who: 'everyone', because: 'no-control', from: 'internet' },
      healthCheck: null,
      description: null,
      loadBalancer: {
        loadBalancerId,
        name: `edge-${instance}`,
        status: 'active',
        deleteProtection: false,
        modificationProtection: { status: 'none' },
        sharedMbps: null,
        addressType: 'internet',
        addressIpVersion: 'ipv4',
      },
    };
  };
  const regions = Array.from({ length: regionCount }, (_, region) =>
    Array.from({ length: INSTANCES_PER_REGION }, (_, instance) =>
      Array.from({ length: ROWS_PER_INSTANCE }, (_, port) =>
        listenerOf(`region-${region}`, instance, 80 + port),
      ),
    ).flat(),
  );
  const language: RowLanguage = { locale: 'en', own: texts, others: [] };
  /** What a page of the list works out, and how many rows it looks at for it. */
  const page = (context: FilterContext, text = '') => {
    visited.clear();
    const searchable = { listeners: joinRows(regions), language, context };
    const matches = matchingRows(searchable, filterOf(text), {
      sort: { column: 'healthy', descending: false },
      grouped: false,
    });
    const counts = builtInViews.map((view) => [
      countMatches(searchable, filterOf(view.text)),
      countUndecided(searchable, filterOf(view.text)),
    ]);
    const coverage = coverageOfHealth(searchable);
    summaryOf(searchable.listeners);
    return { matches, counts, coverage, rowsVisited: visited.size };
  };
  return { regions, page };
}

type World = ReturnType<typeof worldOf>;

/** The same observations, and a newer one of the first instance: one of its servers fails. */
function withFailure(context: FilterContext, [region]: World['regions']): FilterContext {
  const [listener] = region ?? [];
  if (listener === undefined) throw new Error('No listener');
  const failed = { all: 2, normal: 1, abnormal: 1, unknown: 0, observedAtMillis: context.nowMillis };
  const { instances } = contextOf([[listener, failed]]).health;
  const key = instanceHealthKey(listener);
  const newer = instances.get(key);
  if (newer === undefined) throw new Error('No observation');
  const { health } = context;
  return {
    ...context,
    health: {
      ...health,
      instances: new Map([...health.instances, [key, newer]]),
      version: health.version + 0.5,
    },
  };
}

describe('the rows that a page looks at', () => {
  test.each([2, 20])('are none if nothing has changed, with %i regions', (regionCount) => {
    const { page } = worldOf(regionCount);
    const context = contextOf();
    expect(page(context).rowsVisited).toBe(regionCount * INSTANCES_PER_REGION * ROWS_PER_INSTANCE);
    expect(page(context).rowsVisited).toBe(0);
    expect(page({ ...context, nowMillis: context.nowMillis + 1000 }).rowsVisited).toBe(0);
  });

  test.each([2, 20])('are those of the instance that was observed, with %i regions', (regionCount) => {
    const { page, regions } = worldOf(regionCount);
    const context = contextOf();
    page(context, 'healthy:some');
    const after = page(withFailure(context, regions), 'healthy:some');
    expect(after.rowsVisited).toBe(ROWS_PER_INSTANCE);
    expect(after.matches.map(({ listenerPort }) => listenerPort)).toEqual([80]);
    expect(after.coverage).toMatchObject({ known: 1 });
  });

  test.each([2, 20])('are those of the region that was read again, with %i regions', (regionCount) => {
    const { page, regions } = worldOf(regionCount);
    const context = contextOf();
    page(context);
    regions[0] = regions[0]?.slice(1) ?? [];
    const after = page(context);
    expect(after.rowsVisited).toBe(INSTANCES_PER_REGION * ROWS_PER_INSTANCE - 1);
    expect(after.matches).toHaveLength(regionCount * INSTANCES_PER_REGION * ROWS_PER_INSTANCE - 1);
  });

  test('are those whose observation expires, once it does', () => {
    const { page, regions } = worldOf(2);
    const context = withFailure(contextOf(), regions);
    const { currentMillis } = context.health;
    expect(page(context).coverage.known).toBe(1);
    const last = context.nowMillis + currentMillis;
    expect(page({ ...context, nowMillis: last })).toMatchObject({ rowsVisited: 0, coverage: { known: 1 } });
    expect(page({ ...context, nowMillis: last + 1 })).toMatchObject({
      rowsVisited: ROWS_PER_INSTANCE,
      coverage: { known: 0 },
    });
  });
});
