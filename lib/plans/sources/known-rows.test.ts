import { describe, expect, it } from 'vitest';
import { inventory } from '@/lib/inventory/inventory';
import { fill, inventoryWorld } from '@/lib/inventory/testing/world';
import { writeSlb } from '@/lib/slb/client';
import { parseCells } from '../values';
import { rowsOfInstance, rowsOfListeners } from './known-rows';
import { resolved } from './resolve';
import { succeeded, type SourceResult } from './source-types';

inventoryWorld();

const regionId = 'cn-hangzhou';
const web = { regionId, loadBalancerId: 'lb-bp1b6c719dfa08exfuca5' };
const pay = { regionId, loadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l' };

function whole(result: SourceResult) {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

async function createGroup(loadBalancerId: string, name: string): Promise<void> {
  const group = { LoadBalancerId: loadBalancerId, VServerGroupName: name, BackendServers: '[]' };
  const created = await writeSlb('CreateVServerGroup', regionId, group);
  if (!created.ok) throw new Error(created.error.message);
}

describe('listeners as rows', () => {
  it('have all their settings, and are valid as listeners to create', async () => {
    await fill([regionId]);
    const { rows, notes } = whole(
      await rowsOfListeners([
        { ...web, listenerPort: 443 },
        { ...web, listenerPort: 2222 },
        { ...web, listenerPort: 9999 },
      ]),
    );
    expect(rows).toMatchObject([
      { RegionId: regionId, ListenerPort: '443', VServerGroupId: 'rsp-cige6j5e7p' },
      { ListenerPort: '2222', EstablishedTimeout: '900', AclStatus: 'on' },
    ]);
    expect(rows.map((cells) => parseCells(cells).ok)).toEqual([true, true]);
    expect(notes).toMatchObject([{ code: 'not-read', values: { count: 1 } }]);
  });
});

describe('the listeners of one instance for another', () => {
  it('bind the groups of the target that have the same names, and say which have none', async () => {
    await createGroup(pay.loadBalancerId, 'web-blue');
    for (const name of ['kafka-edge', 'kafka-edge']) await createGroup(pay.loadBalancerId, name);
    await fill([regionId]);
    const { rows, notes } = whole(await rowsOfInstance(web, pay));
    const groupOf = (port: string) => rows.find(({ ListenerPort }) => ListenerPort === port)?.VServerGroupId;
    expect(new Set(rows.map(({ LoadBalancerId }) => LoadBalancerId))).toEqual(new Set([pay.loadBalancerId]));
    expect(rows.map(({ ListenerPort }) => ListenerPort)).toEqual([
      '443',
      '2222',
      '6380',
      '8080',
      '8443',
      '9092',
      '9443',
    ]);
    expect(groupOf('443')).toMatch(/^rsp-(?!cige6j5e7p)/);
    expect(groupOf('443')).toBe(groupOf('8080'));
    // Two namesakes are none.
    expect(groupOf('9092')).toBe('rsp-bp1ka5fk4edg3');
    expect(notes.map(({ code, values }) => `${code} ${values['ports']} ${values['name']}`)).toEqual([
      'by-name 443, 8080 web-blue',
      'no-namesake 8443, 9443 web-green',
      'no-namesake 9092 kafka-edge',
      'no-namesake 6380 session-pair',
    ]);
  });
});

describe('the rows of a file', () => {
  it('get the region of their instance, and ids for the names of groups and lists', async () => {
    await fill([regionId]);
    const rows = [
      { LoadBalancerId: web.loadBalancerId, VServerGroupId: 'web-green', AclId: 'office-egress' },
      { LoadBalancerId: web.loadBalancerId, VServerGroupId: 'rsp-cige6j5e7p', AclId: 'no such list' },
      { LoadBalancerId: 'lb-none' },
    ];
    expect(await resolved(succeeded(rows))).toMatchObject({
      rows: [
        { RegionId: regionId, VServerGroupId: 'rsp-bp1tz1x9q4k7v', AclId: '1323' },
        { RegionId: regionId, VServerGroupId: 'rsp-cige6j5e7p', AclId: 'no such list' },
        { LoadBalancerId: 'lb-none' },
      ],
      notes: [{ code: 'no-region', values: { count: 1 } }],
    });
  });

  it('get the id of the only instance with the name that they have, and say which', async () => {
    await fill([regionId]);
    const rows = [
      { LoadBalancerId: 'edge-prod', VServerGroupId: 'web-green' },
      { LoadBalancerId: 'edge-prod', RegionId: regionId },
      { LoadBalancerId: 'edge-prod', RegionId: 'cn-shanghai' },
    ];
    expect(await resolved(succeeded(rows))).toMatchObject({
      rows: [
        { RegionId: regionId, LoadBalancerId: web.loadBalancerId, VServerGroupId: 'rsp-bp1tz1x9q4k7v' },
        { RegionId: regionId, LoadBalancerId: web.loadBalancerId },
        { RegionId: 'cn-shanghai', LoadBalancerId: 'edge-prod' },
      ],
      notes: [{ code: 'instance-by-name', values: { name: 'edge-prod', id: web.loadBalancerId, count: 2 } }],
    });
  });

  it('keep a name that several instances have, and say which those are', async () => {
    await fill([regionId]);
    const instances = (await inventory()).regions.get(regionId)?.instances;
    const namesake = instances?.get(pay.loadBalancerId);
    if (namesake === undefined) throw new Error('The example has no such instance.');
    namesake.listed = { ...namesake.listed, name: 'edge-prod' };
    const result = whole(await resolved(succeeded([{ RegionId: regionId, LoadBalancerId: 'edge-prod' }])));
    expect(result.rows).toEqual([{ RegionId: regionId, LoadBalancerId: 'edge-prod' }]);
    expect(result.notes).toMatchObject([{ code: 'instance-unclear', values: { count: 1 } }]);
    for (const { loadBalancerId } of [web, pay])
      expect(result.notes[0]?.values['id']).toContain(loadBalancerId);
  });
});
