import { expect, it } from 'vitest';
import { fill, inventoryWorld, rereadAll, settled } from '@/lib/inventory/testing/world';
import { createListener } from '@/lib/listeners/commands/create-listener';
import { actor } from '@/lib/listeners/testing/example';
import { localActor } from '@/lib/model/actor';
import { changesBetween } from '@/lib/model/settings';
import type { PlanCells } from '@/lib/plans/plan-types';
import { readSource } from '@/lib/plans/sources/read-source';
import { formValuesOfCells, parseCells, settingsOfCells } from '@/lib/plans/values';
import { writeSlb } from '@/lib/slb/client';
import { makeExport } from './read-export';

/** Everything is exported, the instances lose their listeners, and the files bring them back. */

inventoryWorld();

const REGIONS = ['cn-hangzhou'];

async function textOfExport(format: 'csv' | 'json' | 'terraform'): Promise<string> {
  const address = `http://127.0.0.1:3000/listeners/export?regions=${REGIONS.join()}`;
  const file = await makeExport(new Request(address), `plan-${format}`, localActor(null));
  if (file instanceof Response) throw new Error(await file.text());
  let text = '';
  for (let next = await file.pieces.next(); next.done !== true; next = await file.pieces.next())
    text += next.value;
  return text;
}

async function rowsOf(format: 'csv' | 'json' | 'terraform', text: string): Promise<PlanCells[]> {
  const result = await readSource(format, new TextEncoder().encode(text));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.rows;
}

const keyOf = ({ LoadBalancerId, ListenerPort }: PlanCells): string => `${LoadBalancerId} ${ListenerPort}`;
const byKey = (rows: readonly PlanCells[]) => new Map(rows.map((cells) => [keyOf(cells), cells]));

async function deleteAll(rows: readonly PlanCells[]): Promise<void> {
  for (const { RegionId = '', LoadBalancerId = '', ListenerPort = '' } of rows)
    await writeSlb('DeleteLoadBalancerListener', RegionId, {
      LoadBalancerId,
      ListenerPort,
      ListenerProtocol: 'tcp',
    });
}

it('brings every listener back as it was that a form could create, from each format', async () => {
  await fill(REGIONS);
  const rejections = new Set<string>();
  for (const format of ['csv', 'json', 'terraform'] as const) {
    const before = byKey(await rowsOf('csv', await textOfExport('csv')));
    const text = await textOfExport(format);
    await deleteAll([...before.values()]);
    await rereadAll(REGIONS);
    await settled();
    await expect(textOfExport('json')).resolves.not.toContain('ListenerPort');

    const created = new Set<string>();
    for (const cells of await rowsOf(format, text)) {
      if (!parseCells(cells).ok) continue;
      const values = formValuesOfCells(cells);
      const acl = { ...values.acl, emptyAcknowledged: true };
      const outcome = await createListener({ ...values, acl }, actor);
      if (!outcome.ok) rejections.add(outcome.error.code);
      else if (outcome.start.requested && !outcome.start.ok) rejections.add(outcome.start.error.code);
      else created.add(keyOf(cells));
    }
    await rereadAll(REGIONS);
    await settled();
    const again = byKey(await rowsOf('csv', await textOfExport('csv')));
    expect(created.size).toBeGreaterThan(10);
    for (const key of created) {
      const [cells = {}, back = {}] = [before.get(key), again.get(key)];
      expect(changesBetween(settingsOfCells(cells), settingsOfCells(back))).toEqual([]);
      // The provider starts what it creates.
      expect(back).toEqual(format === 'terraform' ? { ...cells, Start: 'on' } : cells);
    }
  }
  // Instances that are protected or locked.
  expect([...rejections].toSorted()).toEqual(['Operation.NotAllowed', 'Sluice.ConsoleProtected']);
}, 120_000);
