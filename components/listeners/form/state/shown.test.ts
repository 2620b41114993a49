import { describe, expect, it } from 'vitest';
import { blankFormValues } from '@/lib/model/draft';
import { isShown, landingOf } from './shown';

describe('a field', () => {
  it('is absent while a choice rules it out', () => {
    const values = blankFormValues();
    expect(isShown('backend.backendServerPort', values)).toBe(true);
    expect(isShown('backend.vServerGroupId', values)).toBe(false);
    expect(isShown('healthCheck.uri', values)).toBe(false);
    expect(isShown('acl.aclId', values)).toBe(false);
    expect(isShown('description', values)).toBe(true);
  });

  it("requires a list's confirmation once its type is chosen", () => {
    const values = blankFormValues();
    const tickOf = (type: 'white' | 'black' | '') =>
      isShown('acl.emptyAcknowledged', { ...values, acl: { ...values.acl, status: 'on', type } });
    expect(tickOf('white')).toBe(true);
    expect(tickOf('black')).toBe(true);
    expect(tickOf('')).toBe(false);
  });
});

describe('a rejection', () => {
  it('lands on its field', () => {
    expect(landingOf('bandwidth.mbps', blankFormValues())).toBe('bandwidth.mbps');
    expect(landingOf('listenerPort', blankFormValues())).toBe('listenerPort');
  });

  it('lands on the choice where the field is hidden', () => {
    const values = blankFormValues();
    expect(landingOf('bandwidth.mbps', { ...values, bandwidth: { kind: 'unlimited', mbps: '' } })).toBe(
      'bandwidth.kind',
    );
    expect(landingOf('backend.vServerGroupId', values)).toBe('backend.kind');
  });
});
