import { describe, expect, it } from 'vitest';
import { cloneValues } from '@/lib/listeners/edit/clone-values';
import { formValuesOf, settingsRequested } from '@/lib/listeners/edit/edit-values';
import { listenerSchema } from './schema';
import { setParameters } from '@/lib/listeners/wire/set-parameters';
import { changesBetween, conflictsBetween, settingsOf, unreturnedFields, withoutGuesses } from './settings';
import { read } from '@/lib/listeners/testing/any-listener';

/** A listener as a response of 2018 describes it, and what must not be guessed about it. */
const listener = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };
const old = read({ aclStatus: undefined, establishedTimeoutSeconds: undefined });
const now = settingsOf(old);
const opened = { settings: now, values: formValuesOf(listener, 8080, now) };

describe('a setting that SLB did not return', () => {
  it('is named by the form', () => {
    expect(unreturnedFields(old)).toEqual(['acl.status', 'establishedTimeoutSeconds']);
    expect(unreturnedFields(read({ aclStatus: 'on', unreadable: ['Description', 'HealthCheck'] }))).toEqual([
      'description',
      'healthCheck.status',
      'acl.type',
      'acl.aclId',
    ]);
  });

  it('is not sent by an edit that leaves it alone, and is sent by one that changes it', () => {
    expect(setParameters(now, settingsRequested(opened, opened.values))).toEqual([]);
    const described = { ...opened.values, description: 'web' };
    expect(setParameters(now, settingsRequested(opened, described)).map(({ name }) => name)).toEqual([
      'Description',
    ]);
    const timed = { ...opened.values, establishedTimeoutSeconds: '60' };
    expect(setParameters(now, settingsRequested(opened, timed)).map(({ name }) => name)).toEqual([
      'EstablishedTimeout',
    ]);
  });

  it('is neither on nor off in the form until the operator chooses', () => {
    const { values } = opened;
    expect(values.acl.status).toBe('');
    const requested = settingsRequested(opened, { ...values, acl: { ...values.acl, status: 'off' } });
    expect(setParameters(now, requested).map(({ name, value }) => [name, value])).toEqual([
      ['AclStatus', 'off'],
    ]);
    const unreturned = formValuesOf(listener, 8080, {});
    expect([unreturned.persistence.status, unreturned.healthCheck.status, unreturned.scheduler]).toEqual([
      '',
      '',
      '',
    ]);
  });

  it('must be chosen for a clone if it decides who may connect', () => {
    const copy = cloneValues({ listener, instanceName: 'edge', backendServerPort: '8080', settings: now });
    expect(copy.source.unreturned).toContain('acl.status');
    const values = { ...copy.values, listenerPort: '81' };
    const issues = listenerSchema.safeParse(values).error?.issues ?? [];
    expect(issues.map(({ path, message }) => [path.join('.'), message])).toEqual([['acl.status', 'choice']]);
    expect(listenerSchema.safeParse({ ...values, acl: { ...values.acl, status: 'off' } }).success).toBe(true);
  });

  it('counts as a change when off is requested: it may be on', () => {
    expect(changesBetween(now, { ...now, AclStatus: 'off' })).toEqual([
      { name: 'AclStatus', before: null, after: 'off' },
    ]);
  });

  it('is no conflict, whichever of the two reads returned it', () => {
    const returned = settingsOf(read());
    const yours = { ...now, Description: 'web' };
    expect(conflictsBetween(now, yours, returned)).toEqual([]);
    expect(conflictsBetween(returned, { ...returned, Description: 'web' }, now)).toEqual([]);
  });

  it('stays as it is when an earlier state is restored', () => {
    expect(withoutGuesses(now, { ...now, AclStatus: 'on', EstablishedTimeout: '60' })).toMatchObject({
      AclStatus: 'on',
      EstablishedTimeout: '60',
    });
  });
});
