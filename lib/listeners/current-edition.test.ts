import { beforeEach, describe, expect, it } from 'vitest';
import { fill, find, inventoryWorld, rereadAll } from '@/lib/inventory/testing/world';
import { accessFor } from '@/lib/model/testing/access';
import { changesBetween } from '@/lib/model/settings';
import { settingStates } from '@/lib/model/setting-states';
import type { ListedListener } from '@/lib/model/list-row';
import { addEntries } from '@/lib/slb/testing/lists';
import { updateListener } from './commands/update-listener';
import { evaluateAcl } from './detail/evaluate-acl';
import { isTcp } from './detail/detail-types';
import { readOneListener } from './detail/listener-detail';
import { formValuesOf, settingsRequested, type Opened } from './edit/edit-values';
import { readClone } from './edit/read-clone';
import { readEditable } from './edit/read-edit';
import { exportColumns } from './list/export-columns';
import { filterOf } from './list/filter/filter';
import { stateOfRow } from './list/listed-state';
import { countMatches } from './list/row-index';
import { createCurrent, current, LISTS, sent } from './testing/current-edition';
import { actor, edge, newestActivity, settingsNow } from './testing/example';
import { contextOf } from './testing/observe';
import { selectionCodeOf } from './wire/selection-code';
import { SET_ACTION, setParameters } from './wire/set-parameters';

/** What the API of today accepts and the form does not offer, through everything that reads or edits a listener. */

const world = inventoryWorld();
const regions = [edge.regionId];

beforeEach(() => createCurrent(world.sandbox()));

async function listed(): Promise<ListedListener> {
  const row = find(await fill(regions), {
    ...current,
    loadBalancerId: edge.loadBalancerId,
  } as ListedListener);
  if (row === undefined) throw new Error('The listener is not in the list.');
  return row;
}

async function opened(): Promise<Opened> {
  const editable = await readEditable(current, accessFor());
  if (editable.kind !== 'there') throw new Error(editable.kind);
  const { settings: found, backendServerPort } = editable;
  return { settings: found, values: formValuesOf(current, backendServerPort ?? undefined, found) };
}

async function lastSet(): Promise<Record<string, string>> {
  const request = (await world.sandbox().requests(SET_ACTION)).at(-1);
  const named = new Set([...Object.keys(sent), 'HealthCheckInterval', 'VServerGroup', 'VServerGroupId']);
  return Object.fromEntries(Object.entries(request?.parameters ?? {}).filter(([name]) => named.has(name)));
}

describe('the list', () => {
  it('has every access control list, the whole description and the scheduler', async () => {
    const row = await listed();
    expect(row).toMatchObject({
      scheduler: 'sch',
      bandwidthMbps: 5120,
      description: sent.Description,
      access: { status: 'on', type: 'white', lists: LISTS.map((aclId) => ({ aclId })) },
      reach: { who: 'some', because: 'allowlist' },
      healthCheck: { status: 'on', connectPort: null },
    });
    expect(stateOfRow(row)).toMatchObject({ AclId: sent.AclId, Description: sent.Description });
  });

  it('finds the listener by each of its lists, its scheduler and the end of its description', async () => {
    const row = await listed();
    const language = { locale: 'en', own: () => noTexts, others: [] };
    const count = (filter: string): number =>
      countMatches({ listeners: [row], language, context: contextOf() }, filterOf(filter));
    const names = row.access.status === 'on' ? row.access.lists.map(({ name }) => name) : [];
    for (const list of [...LISTS, ...names]) expect(count(`access:"${list}"`)).toBe(1);
    expect(count('access:acl-none')).toBe(0);
    expect(count('scheduler:sch')).toBe(1);
    expect(count(`description:"${sent.Description.slice(-60)}"`)).toBe(1);
  });

  it('exports all of it', async () => {
    const row = await listed();
    const exported = { row, healthState: 'unknown', health: null, readAtMillis: null } as const;
    const cell = (key: string) =>
      exportColumns.find((column) => column.key === key)?.cell(exported, String, String);
    expect([cell('accessListIds'), cell('scheduler'), cell('description')]).toEqual([
      LISTS.join('; '),
      'sch',
      sent.Description,
    ]);
  });

  it('says that everyone may connect once one of several allowlists covers every address', async () => {
    expect((await listed()).reach.who).toBe('some');
    await addEntries(edge.regionId, LISTS[2], ['0.0.0.0/1', '128.0.0.0/1']);
    await rereadAll(regions);
    expect((await listed()).reach).toMatchObject({ who: 'everyone' });
  });
});

describe('the page of the listener', () => {
  it('evaluates an address against the union of its lists', async () => {
    const { listener } = await read();
    const lists = listener.accessControlLists.map(({ aclId, list }) => ({
      aclId,
      name: list.ok ? list.value.name : aclId,
      entries: list.ok ? list.value.entries : null,
    }));
    expect(lists.map(({ aclId }) => aclId)).toEqual(LISTS);
    for (const { aclId, entries } of lists) {
      const entry = entries?.[0]?.entry ?? '';
      const access = (type: string) => ({ status: 'on', type, lists }) as const;
      expect(evaluateAcl(entry, access('white'), 'ipv4')).toMatchObject({
        because: 'allowed',
        matches: [{ aclId, entry }],
      });
      expect(evaluateAcl(entry, access('black'), 'ipv4')).toMatchObject({ because: 'denied' });
    }
    expect(evaluateAcl('8.8.8.8', { status: 'on', type: 'white', lists }, 'ipv4')).toMatchObject({
      because: 'not-allowed',
    });
  });

  it('shows the port of the server as the port of the check, and the rest as it is', async () => {
    const { listener } = await read();
    expect(listener.settings).toMatchObject({
      description: sent.Description,
      healthyThreshold: 1,
      unhealthyThreshold: 1,
      scheduler: 'sch',
    });
    const states = new Map(settingStates(listener.settings));
    expect(
      ['checkPort', 'thresholds', 'scheduler', 'access'].map((name) => states.get(name as 'access')),
    ).toEqual(['default', 'set', 'set', 'set']);
  });

  async function read() {
    const reading = await readOneListener(current);
    if (reading.state !== 'read' || !isTcp(reading.one.listener)) throw new Error(reading.state);
    return { listener: reading.one.listener };
  }
});

describe('the edit form', () => {
  it('shows the values as they are, and names those it would not write itself', async () => {
    const editable = await readEditable(current, accessFor());
    expect(editable).toMatchObject({
      kind: 'there',
      settings: sent,
      unreturned: [],
      blockReason: null,
      kept: {
        description: sent.Description,
        scheduler: 'sch',
        'healthCheck.connectPort': '-520',
        'healthCheck.healthyThreshold': '1',
        'healthCheck.unhealthyThreshold': '1',
        'bandwidth.mbps': '5120',
        'acl.aclId': sent.AclId,
      },
    });
  });

  it.each([
    ['the type of its access control', 'AclType', 'black'],
    ['its health check interval', 'HealthCheckInterval', '7'],
    ['one threshold', 'HealthyThreshold', '4'],
    ['its bandwidth', 'Bandwidth', '80'],
  ] as const)('sends only %s when that is changed', async (_, name, value) => {
    const form = await opened();
    const { values } = form;
    const edited = {
      ...values,
      acl: { ...values.acl, ...(name === 'AclType' && { type: 'black' as const }) },
      bandwidth: { ...values.bandwidth, ...(name === 'Bandwidth' && { mbps: value }) },
      healthCheck: {
        ...values.healthCheck,
        ...(name === 'HealthCheckInterval' && { intervalSeconds: value }),
        ...(name === 'HealthyThreshold' && { healthyThreshold: value }),
      },
    };
    const parameters = setParameters(form.settings, settingsRequested(form, edited));
    expect(parameters.map((each) => [each.name, each.value])).toEqual([[name, value]]);
    const outcome = await updateListener(
      { listener: current, set: { [name]: value }, expected: form.settings, acknowledged: [] },
      actor,
    );
    expect(outcome).toMatchObject({ kind: 'updated', differences: [] });
    expect(await lastSet()).toEqual({ [name]: value });
    expect(await settingsNow(current)).toEqual({ ...form.settings, [name]: value });
    const entry = await newestActivity();
    expect(entry).toMatchObject({ before: sent, after: { ...sent, [name]: value } });
    expect(changesBetween(entry?.before ?? {}, entry?.after ?? {})).toMatchObject([{ name, after: value }]);
  });

  it('sends nothing if nothing is changed, or the port of the check is left blank', async () => {
    const form = await opened();
    const { values } = form;
    const blank = { ...values, healthCheck: { ...values.healthCheck, connectPort: '' } };
    for (const same of [values, blank])
      expect(setParameters(form.settings, settingsRequested(form, same))).toEqual([]);
  });
});

describe('a clone', () => {
  it('copies what can be copied, and names what the form cannot create', async () => {
    const from = `${current.regionId}/${current.loadBalancerId}/${current.listenerPort}`;
    const clone = await readClone(from, undefined);
    expect(clone?.values).toMatchObject({
      description: sent.Description,
      scheduler: 'wrr',
      acl: { status: 'on', type: 'white', aclId: '' },
      // Blank means the port of the server, like -520.
      healthCheck: { connectPort: '', healthyThreshold: '1' },
    });
    expect(clone?.source).toMatchObject({
      aclIds: LISTS,
      scheduler: 'sch',
      rejected: {
        description: { issue: 'length' },
        'healthCheck.healthyThreshold': { value: '1', issue: 'range' },
        'healthCheck.unhealthyThreshold': { value: '1', issue: 'range' },
        'bandwidth.mbps': { value: '5120', issue: 'range' },
      },
    });
  });
});

describe('the code of the listener', () => {
  it('creates the same again with all of its lists', async () => {
    await fill(regions);
    const { recreate, unknown } = await selectionCodeOf([current]);
    expect(unknown).toBe(0);
    const { HealthCheckConnectPort, ...others } = sent;
    expect(HealthCheckConnectPort).toBe('-520');
    const parameters = recreate.flatMap((request) =>
      request.parameters.map(({ name, value }) => [name, value] as const),
    );
    expect(Object.fromEntries(parameters)).toMatchObject(others);
    expect(parameters.map(([name]) => name)).not.toContain('HealthCheckConnectPort');
  });
});

const noTexts = {
  port: '',
  status: '',
  instance: '',
  region: '',
  address: '',
  'address-type': '',
  backend: '',
  scheduler: 'sch',
  bandwidth: '',
  access: '',
  healthy: '',
  changed: '',
  'health-check': '',
  tag: '',
  description: sent.Description,
};
