import { describe, expect, it } from 'vitest';
import { blankFormValues, fieldPaths, type ListenerFormValues } from '@/lib/model/draft';
import { pathsInOrder, sectionOf, sectionState } from './sections';

function valuesWith(changed: Partial<ListenerFormValues>): ListenerFormValues {
  return { ...blankFormValues(), ...changed };
}
const clean = { erroneous: [], needsTick: false };

describe('the groups of the form', () => {
  it('hold every field but the tick of the submit bar, each once', () => {
    const inGroups = [...pathsInOrder].toSorted();
    expect(inGroups).toEqual(fieldPaths.filter((path) => path !== 'startAfterCreate').toSorted());
  });

  it('know the group of a field', () => {
    expect(sectionOf('healthCheck.uri')).toBe('healthCheck');
    expect(sectionOf('startAfterCreate')).toBeUndefined();
  });
});

describe('the state of a group', () => {
  it('counts what is still to be filled in', () => {
    const values = blankFormValues();
    expect(sectionState('listener', { values, ...clean })).toEqual({ state: 'open', count: 4 });
    expect(sectionState('backend', { values, ...clean })).toEqual({ state: 'open', count: 1 });
  });

  it('requires no number for unlimited bandwidth', () => {
    const values = valuesWith({ bandwidth: { kind: 'unlimited', mbps: '' } });
    expect(sectionState('listener', { values, ...clean })).toEqual({ state: 'open', count: 3 });
  });

  it('requires group and port of a primary/secondary group, only the group of a VServer group', () => {
    const { backend } = blankFormValues();
    const of = (kind: ListenerFormValues['backend']['kind']) =>
      sectionState('backend', { values: valuesWith({ backend: { ...backend, kind } }), ...clean });
    expect(of('primary-secondary-group')).toEqual({ state: 'open', count: 2 });
    expect(of('vserver-group')).toEqual({ state: 'open', count: 1 });
  });

  it('says "defaults" where nothing was changed, and "complete" where something was', () => {
    const { healthCheck } = blankFormValues();
    const changed = valuesWith({ healthCheck: { ...healthCheck, intervalSeconds: '5' } });
    expect(sectionState('healthCheck', { values: blankFormValues(), ...clean })).toEqual({
      state: 'defaults',
    });
    expect(sectionState('healthCheck', { values: changed, ...clean })).toEqual({ state: 'complete' });
  });

  it('is not complete where what was read says that it will be rejected', () => {
    const values = valuesWith({ regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: '443' });
    const limited = { ...values, bandwidth: { kind: 'limited' as const, mbps: '5' } };
    const of = (doubtful: Parameters<typeof sectionState>[1]['doubtful'] = []) =>
      sectionState('listener', { values: limited, ...clean, doubtful });
    expect(of()).toEqual({ state: 'complete' });
    expect(of(['listenerPort'])).toEqual({ state: 'doubtful', count: 1 });
  });

  it('requires what is missing before it counts changes, and nothing that cannot be changed', () => {
    const { backend } = blankFormValues();
    const values = valuesWith({
      backend: { ...backend, kind: 'port', backendServerPort: '' },
      acl: { status: 'on', type: 'white', aclId: '', emptyAcknowledged: false },
    });
    const changed = ['acl.status', 'acl.type'] as const;
    expect(sectionState('accessControl', { values, ...clean, changed })).toEqual({ state: 'open', count: 1 });
    expect(sectionState('backend', { values, ...clean, changed })).toEqual({ state: 'unchanged' });
  });

  it('puts errors before a missing tick, and does not count the tick among them', () => {
    const values = valuesWith({
      acl: { status: 'on', type: 'white', aclId: 'acl-1', emptyAcknowledged: false },
    });
    const of = (erroneous: Parameters<typeof sectionState>[1]['erroneous']) =>
      sectionState('accessControl', { values, erroneous, needsTick: true });
    expect(of(['acl.emptyAcknowledged'])).toEqual({ state: 'tick' });
    expect(of(['acl.aclId', 'acl.emptyAcknowledged', 'listenerPort'])).toEqual({ state: 'errors', count: 1 });
  });
});
