import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeDatabase, database } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { fillDisk } from '@/lib/db/testing/full-disk';
import { actorOf, localActor, noLimits, type Actor, type Role } from '@/lib/model/actor';
import { configure, emptyMachine } from '@/lib/slb/testing/cloud-world';
import { connectTo } from '@/lib/slb/testing/connection';
import { applyPlanEdits } from './plan-edits';
import { planEditsSchema } from './plan-schema';
import {
  createPlan,
  deletePlan,
  editPlan,
  listPlans,
  readPlan,
  renamePlan,
  setMode,
  sharePlan,
} from './store';
import { PLAN_ROWS_MAX, PLANS_MAX, type PlanCells, type PlanEdit } from './plan-types';

dataFolder();

const local = localActor(null);
const person = (id: string, role: Role = 'operator'): Actor =>
  actorOf(
    { id, name: id, email: `${id}@example.com`, role, limits: noLimits },
    { from: null, sessionId: '' },
  );
const [ada, ben, root] = [person('ada'), person('ben'), person('root', 'admin')];

const ports = (...listenerPorts: number[]): PlanCells[] =>
  listenerPorts.map((port) => ({ ListenerPort: String(port) }));

async function planOf(cells: readonly PlanCells[], requester: Actor = local): Promise<number> {
  connectTo(4170);
  const created = await createPlan(cells, { name: 'Night', requester });
  if (!created.ok) throw new Error(created.problem);
  return created.planId;
}

async function portsOf(planId: number, reader: Actor = local): Promise<(string | undefined)[] | undefined> {
  return (await readPlan(planId, reader))?.rows.map(({ cells }) => cells.ListenerPort);
}

describe('a plan', () => {
  test('is kept with its rows in their order, without blank cells, and is there after a restart', async () => {
    const planId = await planOf([{ ListenerPort: '90', Description: ' ' }, ...ports(80, 85)]);
    await closeDatabase();
    expect(await readPlan(planId, local)).toEqual({
      id: planId,
      name: 'Night',
      mode: 'skip',
      version: 1,
      isShared: false,
      ownerId: 'local',
      ownerName: 'local',
      changedAt: expect.stringMatching(/Z$/),
      changedBy: 'local',
      runId: null,
      rows: [
        { id: 1, cells: { ListenerPort: '90' } },
        { id: 2, cells: { ListenerPort: '80' } },
        { id: 3, cells: { ListenerPort: '85' } },
      ],
    });
    expect(await listPlans(local)).toMatchObject([{ id: planId, rowCount: 3, runId: null }]);
  });

  test('takes edits by set, insert and delete, in their order', async () => {
    const planId = await planOf(ports(1, 2, 3));
    const edited = await editPlan(
      planId,
      1,
      [
        { kind: 'insert', afterRowId: 1, rows: [10, 11].map((id) => ({ id, cells: ports(id)[0] ?? {} })) },
        { kind: 'insert', afterRowId: null, rows: [{ id: 12, cells: { ListenerPort: '12' } }] },
        { kind: 'delete', rowIds: [2] },
        { kind: 'set', rows: [{ id: 3, cells: { ListenerPort: '33' } }] },
      ],
      local,
    );
    expect(edited).toEqual({ ok: true, version: 2 });
    expect(await portsOf(planId)).toEqual(['12', '1', '10', '11', '33']);
    // As an undo does: a row comes back under its own id.
    await editPlan(planId, 2, [{ kind: 'insert', afterRowId: 11, rows: [{ id: 2, cells: {} }] }], local);
    expect((await readPlan(planId, local))?.rows.map(({ id }) => id)).toEqual([12, 1, 10, 11, 2, 3]);
  });

  test('writes one row for an edit of one cell', async () => {
    const planId = await planOf(ports(1, 2, 3));
    const open = await database();
    const cellsById = async () =>
      new Map(
        (await open.selectFrom('plan_rows').selectAll().execute()).map((row) => [row.row_id, { ...row }]),
      );
    const before = await cellsById();
    await editPlan(planId, 1, [{ kind: 'set', rows: [{ id: 2, cells: { ListenerPort: '22' } }] }], local);
    const after = await cellsById();
    expect([...after].filter(([id, row]) => row.cells_json !== before.get(id)?.cells_json)).toHaveLength(1);
    for (const [id, { place }] of before) expect(after.get(id)?.place).toBe(place);
  });

  test('says who changed it, and when, to whoever edits a version that is not the newest', async () => {
    const planId = await planOf(ports(1), ada);
    await sharePlan(planId, true, ada);
    expect(await setMode(planId, 1, 'update', ben)).toEqual({ ok: true, version: 2 });
    expect(await editPlan(planId, 1, [{ kind: 'delete', rowIds: [1] }], ada)).toEqual({
      ok: false,
      problem: 'conflict',
      version: 2,
      changedBy: 'ben@example.com',
      changedAt: (await readPlan(planId, ada))?.changedAt,
    });
    expect(await readPlan(planId, ada)).toMatchObject({ mode: 'update', rows: [{ id: 1 }] });
  });

  test('lets one of two edits of the same version win', async () => {
    const planId = await planOf(ports(1));
    const edit = (port: string) =>
      editPlan(planId, 1, [{ kind: 'set', rows: [{ id: 1, cells: { ListenerPort: port } }] }], local);
    const outcomes = await Promise.all([edit('80'), edit('81')]);
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect((await readPlan(planId, local))?.version).toBe(2);
  });

  test('takes edits as the grid has made them, whichever rows they name', async () => {
    const planId = await planOf(ports(1, 2, 3));
    const id = fc.integer({ min: 1, max: 5 });
    const rowsOf = (ids: fc.Arbitrary<number>) =>
      fc.uniqueArray(
        ids.map((each) => ({ id: each, cells: { Description: `d${each}` } })),
        {
          selector: (row) => row.id,
          maxLength: 3,
        },
      );
    let [version, next] = [1, 100];
    const edit: fc.Arbitrary<PlanEdit> = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), rows: rowsOf(id) }),
      fc.record({ kind: fc.constant('delete' as const), rowIds: fc.array(id, { maxLength: 2 }) }),
      fc.record({
        kind: fc.constant('insert' as const),
        afterRowId: fc.option(id),
        rows: rowsOf(fc.integer({ min: 100, max: 10_000 }).map(() => (next += 1))),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 4 }), async (edits) => {
        const before = await readPlan(planId, local);
        expect(await editPlan(planId, version, edits, local)).toEqual({ ok: true, version: version + 1 });
        version += 1;
        const after = await readPlan(planId, local);
        expect(after?.rows).toEqual(applyPlanEdits(before?.rows ?? [], edits));
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['an id it has already', [{ kind: 'insert', afterRowId: null, rows: [{ id: 1, cells: {} }] }]],
    [
      'one id twice',
      [
        {
          kind: 'set',
          rows: [
            { id: 1, cells: {} },
            { id: 1, cells: {} },
          ],
        },
      ],
    ],
  ])('takes none of the edits if one names %s', async (_, wrong) => {
    const planId = await planOf(ports(1, 2));
    const edits = planEditsSchema.parse([{ kind: 'delete', rowIds: [2] }, ...wrong]);
    expect(await editPlan(planId, 1, edits, local)).toEqual({ ok: false, problem: 'invalid' });
    expect(await portsOf(planId)).toEqual(['1', '2']);
    expect((await readPlan(planId, local))?.version).toBe(1);
  });

  test('has a name of limited length', async () => {
    const planId = await planOf([]);
    expect(await renamePlan(planId, '  夜间   计划 ', local)).toEqual({ ok: true, version: 1 });
    expect((await readPlan(planId, local))?.name).toBe('夜间 计划');
    for (const [name, problem] of [
      [' ', 'name-missing'],
      ['x'.repeat(81), 'name-long'],
    ] as const)
      for (const outcome of [
        await renamePlan(planId, name, local),
        await createPlan([], { name, requester: local }),
      ])
        expect(outcome).toEqual({ ok: false, problem });
  });

  test(`has up to ${PLAN_ROWS_MAX} rows, and a person up to ${PLANS_MAX} plans`, async () => {
    const most = ports(...Array.from({ length: PLAN_ROWS_MAX }, (_, index) => index + 1));
    const planId = await planOf(most);
    const one = [{ kind: 'insert', afterRowId: 5, rows: [{ id: 20_000, cells: {} }] }] as const;
    expect(await editPlan(planId, 1, one, local)).toEqual({ ok: false, problem: 'too-many-rows' });
    expect(await editPlan(planId, 1, [{ kind: 'delete', rowIds: [7] }, ...one], local)).toMatchObject({
      ok: true,
    });
    const read = await portsOf(planId);
    expect(read?.length).toBe(PLAN_ROWS_MAX);
    expect(read?.slice(4, 8)).toEqual(['5', undefined, '6', '8']);
    expect(await createPlan([...most, {}], { name: 'a', requester: local })).toMatchObject({
      problem: 'too-many-rows',
    });
    for (let count = 1; count < PLANS_MAX; count += 1) await planOf([]);
    expect(await createPlan([], { name: 'a', requester: local })).toMatchObject({
      problem: 'too-many-plans',
    });
  });

  test("is its owner's alone until it is shared, which its owner and admins decide", async () => {
    const planId = await planOf(ports(1), ada);
    expect(await readPlan(planId, ben)).toBeNull();
    expect(await listPlans(root)).toEqual([]);
    const gone = { ok: false, problem: 'gone' };
    expect(await editPlan(planId, 1, [], ben)).toEqual(gone);
    expect(await renamePlan(planId, 'Mine', ben)).toEqual(gone);
    expect(await sharePlan(planId, true, ben)).toEqual(gone);
    expect(await deletePlan(planId, root)).toEqual(gone);

    expect(await sharePlan(planId, true, ada)).toMatchObject({ ok: true });
    expect(await listPlans(ben)).toMatchObject([{ ownerName: 'ada@example.com', isShared: true }]);
    expect(await editPlan(planId, 1, [], ben)).toMatchObject({ ok: true });
    const rejected = { ok: false, problem: 'not-owner' };
    expect(await sharePlan(planId, false, ben)).toEqual(rejected);
    expect(await deletePlan(planId, ben)).toEqual(rejected);
    expect(await sharePlan(planId, false, root)).toMatchObject({ ok: true });
    expect(await listPlans(ben)).toEqual([]);
    expect(await deletePlan(planId, ada)).toEqual({ ok: true });
    expect(await (await database()).selectFrom('plan_rows').selectAll().execute()).toEqual([]);
  });

  test('is of one connection, and of none without credentials', async () => {
    const planId = await planOf(ports(1));
    connectTo(4171);
    expect([await readPlan(planId, local), await listPlans(local)]).toEqual([null, []]);
    await emptyMachine();
    configure({});
    expect(await listPlans(local)).toEqual([]);
    expect(await createPlan([], { name: 'a', requester: local })).toMatchObject({
      problem: 'no-credentials',
    });
  });

  test('is not changed on a full disk, and says so', async () => {
    const planId = await planOf(ports(1));
    const { makeRoom } = await fillDisk();
    const long = { ListenerPort: 'x'.repeat(200_000) };
    expect(await editPlan(planId, 1, [{ kind: 'set', rows: [{ id: 1, cells: long }] }], local)).toEqual({
      ok: false,
      problem: 'not-stored',
    });
    await makeRoom();
    expect(await readPlan(planId, local)).toMatchObject({ version: 1, rows: [{ id: 1 }] });
  });
});
