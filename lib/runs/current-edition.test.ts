import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fill, inventoryWorld } from '@/lib/inventory/testing/world';
import { createCurrent, current, sent } from '@/lib/listeners/testing/current-edition';
import { edge, settingsNow } from '@/lib/listeners/testing/example';
import { SET_ACTION } from '@/lib/listeners/wire/set-parameters';
import { localActor } from '@/lib/model/actor';
import { accessFor } from '@/lib/model/testing/access';
import { planFile, planFormats, planProgram } from '@/lib/plans/plan-export';
import type { PlanCells } from '@/lib/plans/plan-types';
import { reviewPlan } from '@/lib/plans/review';
import { rowsOfListeners } from '@/lib/plans/sources/known-rows';
import { readSource } from '@/lib/plans/sources/read-source';
import { createPlan } from '@/lib/plans/store';
import { executeRuns } from './executor';
import { startPlan } from './start-plan';
import { rowsInOrder } from './testing/runs-world';

/** Plans that name a listener with what the API of today accepts and the form does not offer. */

const world = inventoryWorld();
const actor = localActor(null);
const endpoints = { mode: 'cloud' } as const;

beforeEach(() => createCurrent(world.sandbox()));
afterEach(() => executeRuns());

async function knownRow(): Promise<PlanCells> {
  await fill([edge.regionId]);
  const source = await rowsOfListeners([current]);
  const [row] = source.ok ? source.rows : [];
  if (row === undefined) throw new Error('The listener is unknown.');
  return row;
}

async function verdictOf(cells: PlanCells) {
  const { verdicts } = await reviewPlan({ rows: [{ id: 1, cells }], mode: 'update' }, accessFor());
  return verdicts.get(1);
}

describe('a row of such a listener', () => {
  it.each(planFormats)(
    'has all of it, and is equal to the listener when read back from %s',
    async (format) => {
      const row = await knownRow();
      // A blank means the port of the server.
      const { HealthCheckConnectPort: _, ...others } = sent;
      expect(row).toMatchObject(others);
      expect(row.HealthCheckConnectPort).toBeUndefined();
      const file = [...planFile(format, [row], { endpoints })].join('');
      const read = await readSource(format, new TextEncoder().encode(file));
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      expect(read.rows[0]).toMatchObject(others);
      expect(await verdictOf(read.rows[0] ?? {})).toEqual({ kind: 'equal' });
    },
  );

  it('changes one setting, and sends nothing else', async () => {
    const before = await settingsNow(current);
    const row = { ...(await knownRow()), EstablishedTimeout: '600' };
    expect(await verdictOf(row)).toMatchObject({
      kind: 'update',
      differences: [{ column: 'EstablishedTimeout', planned: '600', found: '900' }],
    });
    const plan = await createPlan([row], { name: 'night', mode: 'update', requester: actor });
    if (!plan.ok) throw new Error(plan.problem);
    const started = await startPlan(
      plan.planId,
      { version: 1, create: [], update: [1], acknowledged: [] },
      actor,
    );
    if (!started.ok) throw new Error(started.problem);
    await executeRuns();
    expect(await rowsInOrder(started.runId)).toMatchObject([{ state: 'done', outcome: 'changed' }]);
    const [request] = await world.sandbox().requests(SET_ACTION);
    expect(Object.keys(request?.parameters ?? {})).toContain('EstablishedTimeout');
    for (const name of Object.keys(sent)) expect(request?.parameters).not.toHaveProperty(name);
    expect(await settingsNow(current)).toEqual({ ...before, EstablishedTimeout: '600' });
  });

  it('is invalid as a new listener, in each cell that the form would not accept', async () => {
    const row = { ...(await knownRow()), ListenerPort: '18081' };
    expect(await verdictOf(row)).toMatchObject({
      kind: 'invalid',
      issues: [
        { column: 'Bandwidth', issue: 'range' },
        { column: 'Description', issue: 'length' },
        { column: 'Scheduler', issue: 'choice' },
        { column: 'HealthyThreshold', issue: 'range' },
        { column: 'UnhealthyThreshold', issue: 'range' },
        { column: 'AclId', issue: 'charset' },
      ],
    });
    const program = planProgram('cli', [row], { endpoints, invalidNote: (count) => `${count} left out` });
    expect(program.text).toContain('# 1 left out');
  });
});
