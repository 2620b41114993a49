/** Why a call is not executed: the code, HTTP status and words of the answer. */
export type Rejection = { readonly code: string; readonly httpStatus: number; readonly message: string };

export function rejection(httpStatus: number, code: string, message: string): Rejection {
  return { code, httpStatus, message };
}

// ---- Gateway, slb-api.md 4.1 and 1.6 ----

/** slb-api.md D29: required by the operation itself. */
export function missing(parameter: string): Rejection {
  return rejection(400, `Missing${parameter}`, `${parameter} is mandatory for this action.`);
}

/** slb-api.md 4.1 `Invalid<Param>`: only for common parameters, operations answer `InvalidParameter` (D24). */
export function invalidCommon(parameter: string): Rejection {
  return rejection(400, `Invalid${parameter}`, `Specified parameter ${parameter} is not valid.`);
}

export const INVALID_FORMAT = rejection(
  400,
  'InvalidParameter.Format',
  'The specified parameter Format is not valid.',
);
export const API_NOT_FOUND = rejection(
  404,
  'InvalidApi.NotFound',
  'Specified api is not found,please check your url and method.',
);
export const UNSUPPORTED_METHOD = rejection(
  400,
  'UnsupportedHTTPMethod',
  'This http method is not supported.',
);
/** D18: 404, older lists say 400. */
export const ACCESS_KEY_NOT_FOUND = rejection(
  404,
  'InvalidAccessKeyId.NotFound',
  'Specified access key is not found.',
);
export const INCOMPLETE_SIGNATURE = rejection(
  400,
  'IncompleteSignature',
  'The request signature does not conform to Aliyun standards.',
);
export const INVALID_SIGNATURE_METHOD = rejection(
  400,
  'InvalidSignatureMethod',
  'Specified signature method is not valid.',
);
export const TIMESTAMP_FORMAT = rejection(
  400,
  'InvalidTimeStamp.Format',
  'Specified time stamp or date value is not well formatted.',
);
export const TIMESTAMP_EXPIRED = rejection(
  400,
  'InvalidTimeStamp.Expired',
  'Specified time stamp or date value is expired.',
);
export const NONCE_USED = rejection(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
export const THROTTLED_USER = rejection(
  400,
  'Throttling.User',
  'Request was denied due to user flow control.',
);
export const INTERNAL_ERROR = rejection(
  500,
  'InternalError',
  'The request processing has failed due to some unknown error.',
);
export const SERVICE_UNAVAILABLE = rejection(
  503,
  'ServiceUnavailable',
  'The request has failed due to a temporary failure of the server.',
);

/** slb-api.md 1.6: the answer shows what the server signed, so that a client can compare. */
export function signatureDoesNotMatch(stringToSign: string): Rejection {
  return rejection(
    400,
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );
}

// ---- Values, slb-api.md 4.3 and D24 ----

function invalidParameter(message: string): Rejection {
  return rejection(400, 'InvalidParameter', message);
}

export const INVALID_PARAMETER = invalidParameter('The specified parameter is not valid.');
export const INVALID_PORT = invalidParameter('The specified port is not valid.');
export const INVALID_BANDWIDTH = invalidParameter('The specified bandwidth is not valid.');
export const INVALID_PROTOCOL = invalidParameter('The specified protocol is not valid.');
/** D1b: -1 on an instance that pays for a fixed bandwidth. */
export const UNLIMITED_NOT_ALLOWED = invalidParameter('The specified Bandwidth is invalid.');
export const BANDWIDTH_EXCEEDED = invalidParameter(
  'The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.',
);
/** D15: a Describe of a missing listener. */
export const RESOURCE_MISSING = invalidParameter('The specified resource does not exist.');
/** D23 and D29: required by a condition. */
export const COMBINATION_MISSING = rejection(
  400,
  'MissingParameter',
  'The combination of some parameters violates the spec.',
);
export const BACKEND_MISSING = rejection(
  400,
  'MissingParameter',
  'The BackendServerPort or VServerGroupId is required at lease one.',
);
export const GROUPS_EXCLUDE = rejection(
  400,
  'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
  'The parameters VServerGroupId or MasterSlaveServerGroupId miss match.',
);
export const HEALTH_CHECK_CLOSED = rejection(
  400,
  'OperationDenied.HealthCheckClosedForMasterSlaveMode',
  'The operation is denied because of HealthCheckClosedForMasterSlaveMode.',
);

/** D7: `sch` and `tch` where the instance does not know them. */
export function specNotSupport(value: string): Rejection {
  return rejection(
    400,
    'InvalidParameterValue.SpecNotSupport',
    `The loadBalancer of shared spec does not support the parameter value, ${value}.`,
  );
}

// The sheet names the tag codes (3.7) without their texts: these are worded after their neighbours.
export const TAG_KEY_MISSING = rejection(400, 'MissingParam.TagKey', 'The parameter Tag.Key is required.');
export const TAG_KEY_INVALID = rejection(400, 'InvalidParam.TagKey', 'The specified Tag.Key is invalid.');
export const TAG_VALUE_INVALID = rejection(
  400,
  'InvalidParam.TagValue',
  'The specified Tag.Value is invalid.',
);
export const TAGS_OVER_LIMIT = rejection(
  400,
  'SizeLimitExceeded.Tag',
  'The maximum number of tags is exceeded.',
);

// ---- Resources ----

export const REGION_NOT_FOUND = rejection(
  404,
  'InvalidRegionId.NotFound',
  'The specified RegionId does not exist.',
);
export const LOAD_BALANCER_NOT_FOUND = rejection(
  404,
  'InvalidLoadBalancerId.NotFound',
  'The specified LoadBalancerId does not exist.',
);
/** D15: Start, Stop, Delete and Set of a missing listener. */
export const LISTENER_NOT_FOUND = rejection(
  404,
  'ListenerNotFound',
  'You have not created a listener for the specified port of the load balancer.',
);
export const CHECKED_LISTENER_NOT_FOUND = rejection(
  404,
  'CheckedListenerNotFound',
  'No health-checked Listener to the specified port of the Load Balancer.',
);
/** D28: 404 with the code of a wrong value. */
export const V_SERVER_GROUP_NOT_FOUND = rejection(
  404,
  'InvalidParameter',
  'The specified VServerGroupId does not exist.',
);
export const MASTER_SLAVE_GROUP_NOT_FOUND = rejection(
  404,
  'InvalidParameter',
  'The specified MasterSlaveServerGroupId does not exist.',
);
export const ACL_NOT_EXIST = rejection(400, 'AclNotExist', 'Acl does not exist.');
export const IP_VERSION_CONFLICT = rejection(
  400,
  'IpVersionConflict',
  'The ip version of this LoadBalancer and the Acl is conflict.',
);
export const WRONG_PROTOCOL = rejection(
  400,
  'UnsupportedOperation',
  'The specified action is not supported.',
);

// ---- State and quotas ----

/** D10: also when the port is held by a listener of another protocol. */
export const LISTENER_ALREADY_EXISTS = rejection(
  400,
  'ListenerAlreadyExists',
  'A listener with the specified port already exists',
);
/** D25. */
export const LISTENER_OVER_LIMIT = rejection(
  400,
  'ListenerNumberOverLimit',
  'The maximum number of listeners is exceeded.',
);
export const ACL_LISTENER_OVER_LIMIT = rejection(
  400,
  'AclListenerOverLimit',
  'This acl has reached the limit of binding to listeners.',
);
export const TOO_MANY_LISTENERS = rejection(
  400,
  'TooManyListeners',
  'More than 1 listener is found, please be more specified.',
);
export const OPERATION_NOT_ALLOWED = rejection(
  400,
  'Operation.NotAllowed',
  'The specified listener is not allowed to operate',
);

// ---- Busy, slb-api.md 4.2 ----

export const OPERATION_DENY = rejection(
  400,
  'Operation.Deny',
  'The specified listener is configuring, please try again later.',
);
export const SERVICE_IS_CONFIGURING = rejection(
  400,
  'ServiceIsConfiguring',
  'A previous configuration is pending; please try again later.',
);
export const SERVICE_IS_STOPPING = rejection(
  409,
  'ServiceIsStopping',
  'The specified Listener is stopping, please retry later.',
);

/** slb-api.md 3.8 and 5.8: Set while the listener is changing. */
export const LISTENER_STATUS_NOT_SUPPORT = rejection(
  400,
  'OperationFailed.ListenerStatusNotSupport',
  'The status of the listener does not support this operation. Please try again later.',
);

/** The busy codes of slb-api.md 4.2 that a fault may answer, with the status each has there (D21 for SystemBusy). */
export const BUSY: ReadonlyMap<string, Rejection> = new Map(
  [
    OPERATION_DENY,
    SERVICE_IS_CONFIGURING,
    SERVICE_IS_STOPPING,
    rejection(
      409,
      'BackendServer.configuring',
      'A previous configuration of the load balancer is pending; please try again later.',
    ),
    rejection(400, 'OperationBusy', 'A previous operation is pending.'),
    rejection(400, 'SystemBusy', 'The system is busy.'),
    rejection(
      400,
      'VServerGroupProcessing',
      'A previous configuration of the VServer group is pending; please try again later.',
    ),
    rejection(
      400,
      'ListenerProcessing',
      'A previous configuration of the listener is pending, please try again later.',
    ),
    LISTENER_STATUS_NOT_SUPPORT,
    rejection(400, 'BackendServerProcessing', 'Backend Server is adding, please try again later.'),
    rejection(
      400,
      'OperationFailed.ServiceGroupProcessing',
      'A previous configuration of the server group is pending.',
    ),
    rejection(400, 'VpcSystemBusy', 'The system is busy.'),
    rejection(
      400,
      'OperationFailed.TokenIsProcessing',
      'The request with this ClientToken is being processed.',
    ),
    rejection(400, 'AclEntryProcessing', 'A previous configuration of the acl entries is pending.'),
    rejection(400, 'ProcessingSameRequest', 'The same request is being processed. Please try later.'),
    rejection(400, 'LocationServiceTimeout', 'The location service timed out.'),
    rejection(409, 'OperationConflict', 'The request conflicts with an earlier one.'),
  ].map((busy) => [busy.code, busy]),
);
