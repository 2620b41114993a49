import { describe, expect, it } from 'vitest';
import { settingsIn } from '@/lib/listeners/edit/edit-values';
import { anyListener, read } from '@/lib/listeners/testing/any-listener';
import { toCreateParameters, toRecord } from '@/lib/listeners/wire/parameters';
import { blankFormValues, fieldPaths } from '@/lib/model/draft';
import { changesBetween, settingsOf } from '@/lib/model/settings';
import { pathOfColumn } from './column-paths';
import { planColumns, type PlanCells } from './plan-types';
import {
  cellsOfFormValues,
  cellsOfSettings,
  columnOfPath,
  formValuesOfCells,
  parseCells,
  settingsOfCells,
} from './values';

const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };
const least: PlanCells = {
  RegionId: 'cn-hangzhou',
  LoadBalancerId: 'lb-1',
  ListenerPort: '80',
  BackendServerPort: '8080',
  Bandwidth: '-1',
};
const issuesOf = (more: PlanCells) => {
  const parsed = parseCells({ ...least, ...more });
  return parsed.ok ? [] : parsed.issues.map(({ column, issue }) => `${column}: ${issue}`);
};

describe('the columns and the fields of the form', () => {
  it('lead to each other', () => {
    for (const column of planColumns) expect(columnOfPath(pathOfColumn(column))).toBe(column);
    for (const path of fieldPaths) expect(planColumns).toContain(columnOfPath(path));
  });
});

describe('a row as a listener to create', () => {
  it('takes the defaults of the service for what is blank', () => {
    const parsed = parseCells(least);
    expect(parsed.ok && toRecord(toCreateParameters(parsed.spec))).toEqual(least);
    expect(parsed.ok && parsed.spec.startAfterCreate).toBe(false);
  });

  it('is judged by the schema of the form, column by column', () => {
    expect(
      issuesOf({ ListenerPort: '70000', Bandwidth: ' ', BackendServerPort: '', Description: 'a;b' }),
    ).toEqual([
      'ListenerPort: range',
      'BackendServerPort: required',
      'Bandwidth: required',
      'Description: charset',
    ]);
    expect(issuesOf({ PersistenceTimeout: '3601', HealthCheckType: 'http' })).toEqual([
      'HealthCheckURI: required',
      'PersistenceTimeout: range',
    ]);
    expect(issuesOf({ Scheduler: 'sch', AclStatus: 'on', AclId: 'acl-1,acl-2' })).toEqual([
      'Scheduler: choice',
      'AclType: required',
      'AclId: charset',
    ]);
  });

  it('refuses words that are none of a choice, even where they have no effect', () => {
    expect(
      issuesOf({
        HealthCheckType: 'udp',
        AclStatus: 'off',
        AclType: 'grey',
        Start: 'maybe',
        HealthCheckHttpCode: 'http_2xx,200',
      }),
    ).toEqual(['HealthCheckType: choice', 'HealthCheckHttpCode: choice', 'AclType: choice', 'Start: choice']);
  });

  it('does not drop unseen what a blank choice leaves without effect', () => {
    expect(issuesOf({ AclType: 'white', AclId: 'acl-1' })).toEqual(['AclStatus: required']);
    expect(issuesOf({ HealthCheckURI: '/up' })).toEqual(['HealthCheckType: required']);
    expect(
      issuesOf({ AclStatus: 'off', AclId: 'acl-1', HealthCheckType: 'tcp', HealthCheckURI: '/up' }),
    ).toEqual([]);
  });

  it('refuses what no creation can say: health checks off, and two kinds of group', () => {
    expect(issuesOf({ HealthCheckSwitch: 'OFF' })).toEqual(['HealthCheckSwitch: choice']);
    expect(issuesOf({ VServerGroupId: 'rsp-1', MasterSlaveServerGroupId: 'rsp-2' })).toEqual([
      'MasterSlaveServerGroupId: choice',
    ]);
  });

  it('reads what an input method typed, and keywords in any case', () => {
    const parsed = parseCells({
      ...least,
      ListenerPort: '０４４３',
      Bandwidth: ' －1 ',
      HealthCheckType: 'HTTP',
      HealthCheckURI: '/up',
      HealthCheckHttpCode: 'http_3XX， http_2xx',
      PersistenceTimeout: '00',
      Start: 'On',
    });
    expect(parsed.ok && toRecord(toCreateParameters(parsed.spec))).toEqual({
      ...least,
      ListenerPort: '443',
      HealthCheckType: 'http',
      HealthCheckURI: '/up',
      HealthCheckHttpCode: 'http_2xx,http_3xx',
    });
    expect(parsed.ok && parsed.spec.startAfterCreate).toBe(true);
  });

  it('binds the group it names; only a VServer group replaces the backend port', () => {
    const bound = (more: PlanCells) => formValuesOfCells({ ...least, ...more }).backend;
    expect(bound({ VServerGroupId: 'rsp-1' }).kind).toBe('vserver-group');
    expect(bound({ MasterSlaveServerGroupId: 'rsp-2' }).kind).toBe('primary-secondary-group');
    expect(issuesOf({ VServerGroupId: 'rsp-1', BackendServerPort: '' })).toEqual([]);
    expect(issuesOf({ MasterSlaveServerGroupId: 'rsp-2', BackendServerPort: '' })).toEqual([
      'BackendServerPort: required',
    ]);
  });
});

describe('the row of the form', () => {
  it('says what the form says, and nothing for a blank', () => {
    const blank = cellsOfFormValues(blankFormValues());
    expect(blank).toEqual({
      Scheduler: 'wrr',
      HealthCheckSwitch: 'on',
      HealthCheckType: 'tcp',
      AclStatus: 'off',
      PersistenceTimeout: '0',
      Start: 'off',
    });
    const cells = {
      ...least,
      ...blank,
      Description: '网站 1',
      AclStatus: 'on',
      AclType: 'black',
      AclId: 'acl-1',
    };
    expect(cellsOfFormValues(formValuesOfCells(cells))).toEqual(cells);
  });
});

describe('the row of a listener', () => {
  it('names every setting that has an effect, and whether it runs', () => {
    expect(cellsOfSettings(key, 8080, settingsOf(read({ healthCheckConnectPort: -520 })), 'running')).toEqual(
      {
        ...least,
        Scheduler: 'wrr',
        HealthCheckSwitch: 'on',
        HealthCheckType: 'tcp',
        HealthCheckConnectTimeout: '5',
        HealthCheckInterval: '2',
        HealthyThreshold: '3',
        UnhealthyThreshold: '3',
        AclStatus: 'off',
        PersistenceTimeout: '0',
        EstablishedTimeout: '900',
        Start: 'on',
      },
    );
    expect(cellsOfSettings(key, 8080, {}, 'stopped').Start).toBe('off');
    expect(cellsOfSettings(key, 8080, {}, 'configuring').Start).toBeUndefined();
    expect(cellsOfSettings(key, 8080, { VServerGroupId: 'rsp-1' }).BackendServerPort).toBeUndefined();
  });

  it('creates the same listener again, or says why not', () => {
    let created = 0;
    for (let seed = 0; seed < 600; seed += 1) {
      const listener = anyListener(seed);
      const drains = new Set(['ConnectionDrain', 'ConnectionDrainTimeout', 'ProxyProtocolV2Enabled']);
      const settings = Object.fromEntries(
        Object.entries(settingsOf(listener)).filter(([name]) => !drains.has(name)),
      );
      const cells = cellsOfSettings(key, listener.backendServerPort, settings, listener.status);
      expect(changesBetween(settings, settingsOfCells(cells))).toEqual([]);
      if (!parseCells(cells).ok) continue;
      created += 1;
      const again = settingsIn(formValuesOfCells(cells), {});
      expect(changesBetween(settingsOfCells(cells), again).filter(({ before }) => before !== null)).toEqual(
        [],
      );
    }
    expect(created).toBeGreaterThan(5);
  });
});
