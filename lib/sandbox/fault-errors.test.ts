import { expect, test } from 'vitest';
import { FAULT_ERRORS } from './fault-errors';
import { callsOf } from './testing/calls';
import { EDGE, testSandbox } from './testing/test-sandbox';

const sandbox = testSandbox();

const { ask, outcome } = callsOf(() => sandbox);

/** With the texts of the service's table of common errors where it has them. */
const CODES: readonly (readonly [string, number, string])[] = [
  ['Operation.Deny', 400, 'The specified listener is configuring, please try again later.'],
  ['ServiceIsConfiguring', 400, 'A previous configuration is pending; please try again later.'],
  ['ServiceIsStopping', 409, 'The specified Listener is stopping, please retry later.'],
  [
    'BackendServer.configuring',
    409,
    'A previous configuration of the load balancer is pending; please try again later.',
  ],
  ['OperationBusy', 400, 'A previous operation is pending.'],
  ['SystemBusy', 400, 'The system is busy.'],
  [
    'VServerGroupProcessing',
    400,
    'A previous configuration of the VServer group is pending; please try again later.',
  ],
  ['ListenerProcessing', 400, 'A previous configuration of the listener is pending, please try again later.'],
  [
    'OperationFailed.ListenerStatusNotSupport',
    400,
    'The status of the listener does not support this operation. Please try again later.',
  ],
  ['BackendServerProcessing', 400, 'Backend Server is adding, please try again later.'],
  ['OperationFailed.ServiceGroupProcessing', 400, 'A previous configuration of the server group is pending.'],
  ['VpcSystemBusy', 400, 'The system is busy.'],
  ['OperationFailed.TokenIsProcessing', 400, 'The request with this ClientToken is being processed.'],
  ['TokenIsProcessing', 400, 'The request with this ClientToken is being processed.'],
  ['AclEntryProcessing', 400, 'A previous configuration of the acl entries is pending.'],
  ['ProcessingSameRequest', 400, 'The same request is being processed. Please try later.'],
  ['LocationServiceTimeout', 400, 'The location service timed out.'],
  ['OperationConflict', 409, 'The request conflicts with an earlier one.'],
  ['RspoolVipExist', 400, 'there are vips associating with this vServer group.'],
  [
    'ObtainIpFail',
    400,
    'The specified BackendServers is invalid; some of the specified backend servers do not exist or are not running.',
  ],
  [
    'InstanceBackendServerNumberOverLimit',
    400,
    'The number of backend servers of the instance exceeds the limit.',
  ],
  ['VSwitchAvailableIpNotExist', 400, 'The specified VSwitch has no available ip.'],
  ['Rejected.Throttling', 429, 'QPS Limit Exceeded'],
  ['InternalError', 500, 'The request processing has failed due to some unknown error.'],
];

test.each(CODES)('%s is met on request, and nothing was done then', async (code, status, message) => {
  await sandbox.control('POST', 'faults', { action: 'SetLoadBalancerName', count: 1, kind: 'error', code });
  const rename = { LoadBalancerId: EDGE, LoadBalancerName: 'other' };
  expect(await outcome('SetLoadBalancerName', rename)).toEqual([status, code, message]);
  const instance = await ask('DescribeLoadBalancerAttribute', { LoadBalancerId: EDGE });
  expect(instance.LoadBalancerName).toBe('edge-prod');
});

test('these are all of them', () => {
  expect(CODES.map(([code]) => code)).toEqual([...FAULT_ERRORS.keys()]);
});
