import { get } from 'react-hook-form';
import { describe, expect, it } from 'vitest';
import { blankFormValues, type FieldPath, type ListenerFormValues } from '@/lib/model/draft';
import { issueKeyOf } from './issue-key';
import { resolveEdit, resolveListener } from './resolver';
import { reachRequested } from './confirmations';

/** The issue at a path, where the chosen list has these entries; it is not read where they are left out. */
function issueAt(values: ListenerFormValues, path: FieldPath, entries?: readonly string[]) {
  const list = entries && {
    ok: true as const,
    value: { addressIpVersion: 'ipv4', entries: entries.map((entry) => ({ entry, comment: null })) },
  };
  const reachOf = ({ acl }: ListenerFormValues) => reachRequested(acl, [list], undefined);
  return issueKeyOf(get(resolveListener(values, { reachOf }).errors, path));
}

/** The reference's example, with what slb-api.md D33 adds. */
function example(): ListenerFormValues {
  const values = blankFormValues();
  return {
    ...values,
    regionId: 'cn-hangzhou',
    loadBalancerId: 'lb-bp1b6c719dfa08exfuca5',
    listenerPort: '80',
    bandwidth: { kind: 'unlimited', mbps: '' },
    backend: { ...values.backend, backendServerPort: '80' },
  };
}
const emptyAllowlist: ListenerFormValues['acl'] = {
  status: 'on',
  type: 'white',
  aclId: '1323',
  emptyAcknowledged: false,
};

describe('the check of the form', () => {
  it('passes the example of the reference', () => {
    const { values, errors } = resolveListener(example(), undefined);
    expect(errors).toEqual({});
    expect(values).toMatchObject({ listenerPort: 80, bandwidth: { kind: 'unlimited' } });
  });

  it('puts an issue on each field of a blank form that is required and shown', () => {
    const blank = blankFormValues();
    for (const path of [
      'regionId',
      'loadBalancerId',
      'listenerPort',
      'bandwidth.mbps',
      'backend.backendServerPort',
    ] as const)
      expect(issueAt(blank, path)).toBe('required');
    expect(issueAt(blank, 'backend.vServerGroupId')).toBeUndefined();
    expect(issueAt(blank, 'healthCheck.uri')).toBeUndefined();
  });

  it('wants a tick under an empty allowlist', () => {
    const values = { ...example(), acl: { ...emptyAllowlist } };
    expect(issueAt(values, 'acl.emptyAcknowledged', [])).toBe('tick');
    values.acl = { ...emptyAllowlist, emptyAcknowledged: true };
    expect(issueAt(values, 'acl.emptyAcknowledged', [])).toBeUndefined();
  });

  it('wants a tick under a list of either kind that covers every address', () => {
    const all = ['0.0.0.0/1', '128.0.0.0/1'];
    const values = { ...example(), acl: { ...emptyAllowlist } };
    expect(issueAt(values, 'acl.emptyAcknowledged', all)).toBe('tick');
    values.acl = { ...emptyAllowlist, type: 'black' };
    expect(issueAt(values, 'acl.emptyAcknowledged', all)).toBe('tick');
    values.acl = { ...emptyAllowlist, type: 'black', emptyAcknowledged: true };
    expect(issueAt(values, 'acl.emptyAcknowledged', all)).toBeUndefined();
  });

  it('wants none while the entries are not known, when they restrict, or under an empty denylist', () => {
    const values = { ...example(), acl: { ...emptyAllowlist } };
    expect(issueAt(values, 'acl.emptyAcknowledged', undefined)).toBeUndefined();
    expect(issueAt(values, 'acl.emptyAcknowledged', ['10.0.0.0/8'])).toBeUndefined();
    const denied: ListenerFormValues = { ...values, acl: { ...emptyAllowlist, type: 'black' } };
    expect(issueAt(denied, 'acl.emptyAcknowledged', [])).toBeUndefined();
  });

  it('misses the tick beside the errors of other fields', () => {
    const values = { ...example(), listenerPort: '', acl: { ...emptyAllowlist } };
    expect(issueAt(values, 'acl.emptyAcknowledged', [])).toBe('tick');
    expect(issueAt(values, 'listenerPort', [])).toBe('required');
  });

  it('puts an issue inside a list on the list’s field', () => {
    const values = example();
    const { healthCheck } = values;
    expect(
      issueAt(
        { ...values, healthCheck: { ...healthCheck, type: 'http', uri: '/', httpCodes: [] } },
        'healthCheck.httpCodes',
      ),
    ).toBe('atLeastOne');
  });
});

describe('the validation of an existing listener', () => {
  const standing = (): ListenerFormValues => {
    const values = { ...example(), description: 'web', scheduler: 'sch' };
    values.acl = { ...emptyAllowlist, aclId: 'acl-1,acl-2' };
    return values;
  };
  const opened = { settings: {}, values: standing() };
  const editIssue = (values: ListenerFormValues, path: FieldPath) =>
    issueKeyOf(get(resolveEdit(values, opened).errors, path));

  it('ignores unchanged values, even if Sluice would reject them', () => {
    expect(resolveEdit(standing(), opened).errors).toEqual({});
  });

  it('takes a blank port of the health check for the -520 that means the same, and for no other port', () => {
    const withPort = (connectPort: string): ListenerFormValues => ({
      ...standing(),
      healthCheck: { ...standing().healthCheck, connectPort },
    });
    const issueAfter = (connectPort: string) =>
      resolveEdit(withPort(''), { settings: {}, values: withPort(connectPort) }).errors;
    expect(issueAfter('-520')).toEqual({});
    expect(issueAfter('8080')).toMatchObject({ healthCheck: { connectPort: { message: 'cannotClear' } } });
  });

  it('validates changed values', () => {
    expect(editIssue({ ...standing(), scheduler: 'tch' }, 'scheduler')).toBe('choice');
    expect(editIssue({ ...standing(), bandwidth: { kind: 'limited', mbps: '0' } }, 'bandwidth.mbps')).toBe(
      'range',
    );
  });

  it('wants what a branch needs that was not there before', () => {
    const values = standing();
    values.healthCheck = { ...values.healthCheck, type: 'http' };
    values.persistence = { status: 'on', timeoutSeconds: '' };
    expect(editIssue(values, 'healthCheck.uri')).toBe('required');
    expect(editIssue(values, 'persistence.timeoutSeconds')).toBe('required');
    values.healthCheck.status = 'off';
    expect(editIssue(values, 'healthCheck.uri')).toBeUndefined();
  });

  it('rejects clearing a value SLB cannot clear', () => {
    expect(editIssue({ ...standing(), description: ' ' }, 'description')).toBe('cannotClear');
  });

  it('does not require a backend port, which it has no field for', () => {
    const values = standing();
    values.backend = { ...values.backend, backendServerPort: '' };
    expect(editIssue(values, 'backend.backendServerPort')).toBeUndefined();
  });
});
