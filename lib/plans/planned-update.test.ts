import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setParameters, withParameters } from '@/lib/listeners/wire/set-parameters';
import { healthCheckHttpCodes, limits, type IntegerRange } from '@/lib/model/limits';
import { settingsOf, unreturnedSettings } from '@/lib/model/settings';
import type { ListenerSummary } from '@/lib/slb/responses';
import { planColumns, type PlanCells } from './plan-types';
import { plannedUpdate } from './planned-update';
import { LB, REGION, summaryOn } from './testing/facts';
import { cellsOfSettings } from './values';

const listener = { regionId: REGION, loadBalancerId: LB, listenerPort: 80 };
const within = ({ min, max }: IntegerRange) => fc.integer({ min, max });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** Listeners with every setting that SLB may or may not return. */
const summaries: fc.Arbitrary<ListenerSummary> = fc
  .record({
    bandwidthMbps: fc.oneof(fc.constant(-1), within(limits.bandwidthMbps)),
    backendServerPort: within(limits.backendServerPort),
    scheduler: maybe(fc.constantFrom('wrr', 'wlc', 'rr', 'sch')),
    persistenceTimeoutSeconds: maybe(fc.integer({ min: 0, max: 3600 })),
    establishedTimeoutSeconds: maybe(within(limits.establishedTimeoutSeconds)),
    healthCheck: maybe(fc.constantFrom('on', 'off')),
    healthCheckType: maybe(fc.constantFrom('tcp', 'http')),
    healthCheckConnectPort: maybe(fc.constantFrom(-520, 1, 8080)),
    healthCheckConnectTimeoutSeconds: maybe(within(limits.healthCheckConnectTimeoutSeconds)),
    healthCheckIntervalSeconds: maybe(within(limits.healthCheckIntervalSeconds)),
    healthyThreshold: maybe(within(limits.healthyThreshold)),
    unhealthyThreshold: maybe(within(limits.unhealthyThreshold)),
    healthCheckUri: fc.constantFrom('/', '/up', '/a/b?c=1'),
    healthCheckDomain: maybe(fc.constantFrom('$_ip', 'web.example')),
    healthCheckHttpCode: fc
      .subarray([...healthCheckHttpCodes], { minLength: 1 })
      .map((codes) => codes.toReversed().join(',')),
    aclStatus: maybe(fc.constantFrom('on', 'off')),
    aclType: maybe(fc.constantFrom('white', 'black')),
    aclIds: fc.subarray(['acl-a', 'acl-b', 'acl-c']),
    description: maybe(fc.constantFrom('网页 80', 'a/b_c-1. x', '=1+1')),
    group: fc.constantFrom('vServerGroupId', 'primarySecondaryServerGroupId', null),
  })
  .map(({ group, ...settings }) =>
    summaryOn(80, { ...settings, ...(group !== null && { [group]: 'rsp-web' }) }),
  );

const cellsOf = (summary: ListenerSummary): PlanCells =>
  cellsOfSettings(listener, summary.backendServerPort, settingsOf(summary));

describe('what a row changes on a listener that exists', () => {
  it('is nothing, if the row says what was returned about it, all of it or a part', () => {
    fc.assert(
      fc.property(summaries, fc.subarray([...planColumns]), (summary, columns) => {
        const cells = cellsOf(summary);
        const part = Object.fromEntries(columns.map((column) => [column, cells[column]]));
        for (const row of [cells, part as PlanCells])
          expect(plannedUpdate(row, listener, summary)).toMatchObject({ differences: [], fixed: null });
      }),
    );
  });

  it('is every setting that was not returned and would be sent, whatever the row says of it', () => {
    fc.assert(
      fc.property(summaries, summaries, (summary, planned) => {
        const cells = cellsOf(planned);
        const { differences, wanted, found } = plannedUpdate(cells, listener, summary);
        const sent = new Set<string>(setParameters(found, wanted).map(({ name }) => name));
        const unknown = new Set<string>(unreturnedSettings(summary));
        const named = planColumns.filter(
          (column) => cells[column] !== undefined && unknown.has(column) && sent.has(column),
        );
        const changed = differences.map(({ column }) => column);
        expect(named.filter((column) => !changed.includes(column))).toEqual([]);
        expect(differences.filter((each) => each.planned === each.found)).toEqual([]);
      }),
    );
  });

  it('is what is sent, and after it nothing is left to send', () => {
    fc.assert(
      fc.property(summaries, summaries, (summary, planned) => {
        const { found, wanted } = plannedUpdate(cellsOf(planned), listener, summary);
        const set = Object.fromEntries(setParameters(found, wanted).map(({ name, value }) => [name, value]));
        expect(setParameters(withParameters(found, set), wanted)).toEqual([]);
      }),
    );
  });
});
