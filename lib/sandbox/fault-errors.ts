import {
  INTERNAL_ERROR,
  LISTENER_STATUS_NOT_SUPPORT,
  OPERATION_DENY,
  SERVICE_IS_CONFIGURING,
  SERVICE_IS_STOPPING,
  badRequest,
  rejection,
  type Rejection,
} from './errors';
import { GROUP_IN_USE } from './errors-resources';

/**
 * What control can have a call answer: the codes that clients match on, each with its own status. Busy codes are those of
 * slb-api.md 4.2 (D21 for SystemBusy); the others have causes that are not emulated here.
 */
export const FAULT_ERRORS: ReadonlyMap<string, Rejection> = new Map(
  [
    OPERATION_DENY,
    SERVICE_IS_CONFIGURING,
    SERVICE_IS_STOPPING,
    rejection(
      409,
      'BackendServer.configuring',
      'A previous configuration of the load balancer is pending; please try again later.',
    ),
    badRequest('OperationBusy', 'A previous operation is pending.'),
    badRequest('SystemBusy', 'The system is busy.'),
    badRequest(
      'VServerGroupProcessing',
      'A previous configuration of the VServer group is pending; please try again later.',
    ),
    badRequest(
      'ListenerProcessing',
      'A previous configuration of the listener is pending, please try again later.',
    ),
    LISTENER_STATUS_NOT_SUPPORT,
    badRequest('BackendServerProcessing', 'Backend Server is adding, please try again later.'),
    badRequest(
      'OperationFailed.ServiceGroupProcessing',
      'A previous configuration of the server group is pending.',
    ),
    badRequest('VpcSystemBusy', 'The system is busy.'),
    // The sheet has the longer name, clients match the shorter one.
    badRequest('OperationFailed.TokenIsProcessing', 'The request with this ClientToken is being processed.'),
    badRequest('TokenIsProcessing', 'The request with this ClientToken is being processed.'),
    badRequest('AclEntryProcessing', 'A previous configuration of the acl entries is pending.'),
    badRequest('ProcessingSameRequest', 'The same request is being processed. Please try later.'),
    badRequest('LocationServiceTimeout', 'The location service timed out.'),
    rejection(409, 'OperationConflict', 'The request conflicts with an earlier one.'),
    // Terraform repeats these two when it removes servers and groups.
    GROUP_IN_USE,
    badRequest(
      'ObtainIpFail',
      'The specified BackendServers is invalid; some of the specified backend servers do not exist or are not running.',
    ),
    // The cloud controller removes servers first when it gets this; the sheet has no text for it.
    badRequest(
      'InstanceBackendServerNumberOverLimit',
      'The number of backend servers of the instance exceeds the limit.',
    ),
    badRequest('VSwitchAvailableIpNotExist', 'The specified VSwitch has no available ip.'),
    // As other services of the vendor answer it; Terraform repeats it.
    rejection(429, 'Rejected.Throttling', 'QPS Limit Exceeded'),
    INTERNAL_ERROR,
  ].map((entry) => [entry.code, entry]),
);
