import { describe, expect, it } from 'vitest';
import en from '@/lib/i18n/messages/en/domain.json';
import { knownRejection, rejection } from './errors';

describe('knownRejection', () => {
  it.each([
    ['ListenerAlreadyExists', '', 'listenerPort'],
    ['ListenerPortConflict', '', 'listenerPort'],
    ['InvalidParameter.ListenerPortConflict', '', 'listenerPort'],
    ['InvalidParameter', 'The specified port is not valid.', 'listenerPort'],
    ['InvalidParameter', 'The specified Bandwidth is invalid.', 'bandwidth.mbps'],
    [
      'InvalidParameter',
      'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.',
      'bandwidth.mbps',
    ],
    ['InvalidParameter', 'The specified VServerGroupId does not exist.', 'backend.vServerGroupId'],
    [
      'InvalidParameter',
      'The specified MasterSlaveServerGroupId does not exist.',
      'backend.primarySecondaryServerGroupId',
    ],
    [
      'MissingParameter',
      'The BackendServerPort or VServerGroupId is required at lease one.',
      'backend.backendServerPort',
    ],
    [
      'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
      'The parameters VServerGroupId or MasterSlaveServerGroupId miss match.',
      'backend.kind',
    ],
    ['AclNotExist', 'Acl does not exist.', 'acl.aclId'],
    ['QuotaLimitExceeds.AclListenerOverLimit', '', 'acl.aclId'],
    ['InvalidLoadBalancerId.NotFound', '', 'loadBalancerId'],
    ['MissingRegionId', '', 'regionId'],
    ['MissingBandwidth', '', 'bandwidth.mbps'],
  ])('maps %s "%s" to %s', (code, message, path) => {
    expect(knownRejection(code, message).path).toBe(path);
  });

  it('attaches an unknown rejection to the whole form, in the server’s own words', () => {
    expect(
      rejection({ code: 'Something.New', message: 'It says.', requestId: 'R', outcome: 'not-done' }),
    ).toMatchObject({ message: 'It says.', explanation: null, fieldErrors: [], requestId: 'R' });
    expect(knownRejection('InvalidParameter', 'The specified parameter is not valid.').path).toBeUndefined();
  });

  it('explains by keys that have messages', () => {
    const explained = [
      'ListenerAlreadyExists',
      'Throttling.User',
      'Forbbiden.SubUser',
      'Sluice.InTransition',
    ].map((code) => knownRejection(code, '').explanation);
    for (const explanation of explained) expect(Object.keys(en.rejection)).toContain(explanation);
  });
});
