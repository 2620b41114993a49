/** Why a call is not executed: the code, HTTP status and words of the answer, and fields that only some have. */
export type Rejection = {
  readonly code: string;
  readonly httpStatus: number;
  readonly message: string;
  readonly more?: { readonly [name: string]: { readonly [name: string]: string } };
};

export function rejection(httpStatus: number, code: string, message: string): Rejection {
  return { code, httpStatus, message };
}

/** Almost every rejection has this status. */
export function badRequest(code: string, message: string): Rejection {
  return rejection(400, code, message);
}

export function notFound(code: string, message: string): Rejection {
  return rejection(404, code, message);
}

// ---- Gateway, slb-api.md 4.1 and 1.6 ----

/** slb-api.md D29: required by the operation itself. */
export function missing(parameter: string): Rejection {
  return badRequest(`Missing${parameter}`, `${parameter} is mandatory for this action.`);
}

/** slb-api.md 4.1 `Invalid<Param>`: only for common parameters, operations answer `InvalidParameter` (D24). */
export function invalidCommon(parameter: string): Rejection {
  return badRequest(`Invalid${parameter}`, `Specified parameter ${parameter} is not valid.`);
}

export const INVALID_FORMAT = badRequest(
  'InvalidParameter.Format',
  'The specified parameter Format is not valid.',
);
export const API_NOT_FOUND = notFound(
  'InvalidApi.NotFound',
  'Specified api is not found,please check your url and method.',
);
export const UNSUPPORTED_METHOD = badRequest('UnsupportedHTTPMethod', 'This http method is not supported.');
/** D18: 404, older lists say 400. */
export const ACCESS_KEY_NOT_FOUND = notFound(
  'InvalidAccessKeyId.NotFound',
  'Specified access key is not found.',
);
export const ACCESS_KEY_INACTIVE = badRequest(
  'InvalidAccessKeyId.Inactive',
  'Specified access key is disabled.',
);
export const TOKEN_MALFORMED = badRequest(
  'InvalidSecurityToken.Malformed',
  'Specified SecurityToken is malformed.',
);
export const TOKEN_OF_ANOTHER_KEY = badRequest(
  'InvalidSecurityToken.MismatchWithAccessKey',
  'Specified SecurityToken mismatch with the AccessKey.',
);
export const TOKEN_EXPIRED = badRequest(
  'InvalidSecurityToken.Expired',
  'Specified SecurityToken is expired.',
);
/** cloud-api.md 5.3: as recorded in 2026; the action is not among its fields. */
export const FORBIDDEN: Rejection = {
  ...rejection(403, 'Forbidden', 'User not authorized to operate on the specified resource.'),
  more: {
    AccessDeniedDetail: {
      AuthPrincipalDisplayName: '208600000000000000',
      AuthPrincipalOwnerId: '177200000000000000',
      AuthPrincipalType: 'SubUser',
      EncodedDiagnosticMessage: 'AQEAAAAAaVxQmjY5RTU2QjAyLTY4RDYtNTg4Ri1CN0VGLTU0Q0E5QzM1RDA1Rg==',
    },
  },
};
export const INCOMPLETE_SIGNATURE = badRequest(
  'IncompleteSignature',
  'The request signature does not conform to Aliyun standards.',
);
export const INVALID_SIGNATURE_METHOD = badRequest(
  'InvalidSignatureMethod',
  'Specified signature method is not valid.',
);
export const TIMESTAMP_FORMAT = badRequest(
  'InvalidTimeStamp.Format',
  'Specified time stamp or date value is not well formatted.',
);
export const TIMESTAMP_EXPIRED = badRequest(
  'InvalidTimeStamp.Expired',
  'Specified time stamp or date value is expired.',
);
export const NONCE_USED = badRequest('SignatureNonceUsed', 'Specified signature nonce was used already.');
export const THROTTLED_USER = badRequest('Throttling.User', 'Request was denied due to user flow control.');
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
  return badRequest(
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );
}

// ---- Values, slb-api.md 4.3 and D24 ----

export function invalidParameter(message: string): Rejection {
  return badRequest('InvalidParameter', message);
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
export const COMBINATION_MISSING = badRequest(
  'MissingParameter',
  'The combination of some parameters violates the spec.',
);
export const BACKEND_MISSING = badRequest(
  'MissingParameter',
  'The BackendServerPort or VServerGroupId is required at lease one.',
);
export const GROUPS_EXCLUDE = badRequest(
  'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
  'The parameters VServerGroupId or MasterSlaveServerGroupId miss match.',
);
export const HEALTH_CHECK_CLOSED = badRequest(
  'OperationDenied.HealthCheckClosedForMasterSlaveMode',
  'The operation is denied because of HealthCheckClosedForMasterSlaveMode.',
);

/** D7: `sch` and `tch` where the instance does not know them. */
export function specNotSupport(value: string): Rejection {
  return badRequest(
    'InvalidParameterValue.SpecNotSupport',
    `The loadBalancer of shared spec does not support the parameter value, ${value}.`,
  );
}

// The sheet names the tag codes (3.7) without their texts: these are worded after their neighbours.
export const TAG_KEY_MISSING = badRequest('MissingParam.TagKey', 'The parameter Tag.Key is required.');
export const TAG_KEY_INVALID = badRequest('InvalidParam.TagKey', 'The specified Tag.Key is invalid.');
export const TAG_VALUE_INVALID = badRequest('InvalidParam.TagValue', 'The specified Tag.Value is invalid.');
export const TAGS_OVER_LIMIT = badRequest('SizeLimitExceeded.Tag', 'The maximum number of tags is exceeded.');

// ---- Resources ----

export const REGION_NOT_FOUND = notFound(
  'InvalidRegionId.NotFound',
  'The specified RegionId does not exist.',
);
export const LOAD_BALANCER_NOT_FOUND = notFound(
  'InvalidLoadBalancerId.NotFound',
  'The specified LoadBalancerId does not exist.',
);
/** D15: Start, Stop, Delete and Set of a missing listener. */
export const LISTENER_NOT_FOUND = notFound(
  'ListenerNotFound',
  'You have not created a listener for the specified port of the load balancer.',
);
export const CHECKED_LISTENER_NOT_FOUND = notFound(
  'CheckedListenerNotFound',
  'No health-checked Listener to the specified port of the Load Balancer.',
);
/** D28: 404 with the code of a wrong value. */
export const V_SERVER_GROUP_NOT_FOUND = notFound(
  'InvalidParameter',
  'The specified VServerGroupId does not exist.',
);
export const MASTER_SLAVE_GROUP_NOT_FOUND = notFound(
  'InvalidParameter',
  'The specified MasterSlaveServerGroupId does not exist.',
);
export const ACL_NOT_EXIST = badRequest('AclNotExist', 'Acl does not exist.');
export const IP_VERSION_CONFLICT = badRequest(
  'IpVersionConflict',
  'The ip version of this LoadBalancer and the Acl is conflict.',
);
export const WRONG_PROTOCOL = badRequest('UnsupportedOperation', 'The specified action is not supported.');

// ---- State and quotas ----

/** D10: also when the port is held by a listener of another protocol. */
export const LISTENER_ALREADY_EXISTS = badRequest(
  'ListenerAlreadyExists',
  'A listener with the specified port already exists',
);
/** D25. */
export const LISTENER_OVER_LIMIT = badRequest(
  'ListenerNumberOverLimit',
  'The maximum number of listeners is exceeded.',
);
export const ACL_LISTENER_OVER_LIMIT = badRequest(
  'AclListenerOverLimit',
  'This acl has reached the limit of binding to listeners.',
);
/** D13, in the `current` edition. */
export const ACLS_OVER_LIMIT = badRequest(
  'QuotaLimitExceeds.AclAttachedToListener',
  'The number of Acl bound listeners has reached the quota limit',
);
/** The sheet has the code without its text (3.7): worded after its neighbors. */
export const ACL_ENTRY_DUPLICATED = badRequest(
  'Duplicated.AclEntry',
  'The acls of the listener have the same entry.',
);
export const TOO_MANY_LISTENERS = badRequest(
  'TooManyListeners',
  'More than 1 listener is found, please be more specified.',
);
export const OPERATION_NOT_ALLOWED = badRequest(
  'Operation.NotAllowed',
  'The specified listener is not allowed to operate',
);

// ---- Busy, slb-api.md 4.2 ----

export const OPERATION_DENY = badRequest(
  'Operation.Deny',
  'The specified listener is configuring, please try again later.',
);
export const SERVICE_IS_CONFIGURING = badRequest(
  'ServiceIsConfiguring',
  'A previous configuration is pending; please try again later.',
);
export const SERVICE_IS_STOPPING = rejection(
  409,
  'ServiceIsStopping',
  'The specified Listener is stopping, please retry later.',
);

/** slb-api.md 3.8 and 5.8: Set while the listener is changing. */
export const LISTENER_STATUS_NOT_SUPPORT = badRequest(
  'OperationFailed.ListenerStatusNotSupport',
  'The status of the listener does not support this operation. Please try again later.',
);
