import { badRequest, invalidParameter, notFound, type Rejection } from './errors';

/*
 * Rejections of the calls on instances, backend servers, groups, access control lists and tags. Codes are those of
 * slb-api.md 3.5–3.17 and 4.3; where the sheet gives a code without its text, the text is that of the service's
 * published table of common errors, and where that has none either, it is worded after its neighbours (docs/sandbox.md
 * says which).
 */

// ---- Instances ----

export const CLIENT_TOKEN_CONFLICT = badRequest('LX_REQUEST_TOKEN_CONFLICT', 'The ClientToken is conflict.');
export const PREPAID_BY_TRAFFIC = badRequest(
  'Operation.NotAllowed',
  'Operation Denied. The charge type of internet prepay instance can only be paybybandwidth.',
);
export const UNFINISHED_ORDER = badRequest(
  'Operation.NotAllowed',
  'Operation Denied. Unfinished order exists.',
);
export const SPEC_NOT_ALLOWED = badRequest(
  'ModifySpecNotAllowed',
  'LoadBalancerSpec not allowed for this instance',
);
export const SUBSCRIPTION_ONLY_INCREASES = badRequest(
  'Operation.NotAllowed',
  'Operation Denied. Prepay instance only permitted to increase loadBalancerSpec.',
);
export const ONLY_TO_SUBSCRIPTION = badRequest(
  'Operation.NotAllowed',
  'Only allow changing loadBalancer from PayOnDemand to PrePay.',
);
export const SUBSCRIPTION_BY_TRAFFIC = badRequest(
  'Operation.NotAllowed',
  'Cannot change internet payByTraffic loadBalancer from PayOnDemand to PrePay.',
);
export const ADDRESS_NOT_IN_SUBNET = invalidParameter('Illegal parameter. The IP address is not in subnet.');
export const ADDRESS_IN_USE = invalidParameter('The vpc Ip is exist.');
export const ZONES_INVALID = invalidParameter('The site is not exist.');
/** slb-api.md 3.6 gives no HTTP status: 400 is assumed. */
export const DELETE_PROTECTED = badRequest(
  'OperationDenied.DeleteProtectionIsOn',
  "The loadbalancer can't be deleted due to DeleteProtection is enabled.",
);
export const INSTANCE_LOCKED = badRequest('ActionNotAllowed', 'Locked for any Business Reason.');
export const INTRANET_BY_BANDWIDTH = badRequest(
  'ActionNotAllowed',
  "The Intranet LB's InternetChargeType is not allowed change to paybybandwidth.",
);

// ---- UDP, HTTP and HTTPS listeners ----

/** Of healthCheckReq or healthCheckExp. */
export function checkTextTooLong(which: 'Req' | 'Exp'): Rejection {
  return badRequest(
    `InvalidParamLength.HealthCheck${which}`,
    `The length of the parameter HealthCheck${which} is invalid.`,
  );
}

/** A listener that redirects to HTTPS can only be started, stopped and deleted. */
export const REDIRECT_NOT_SETTABLE = badRequest(
  'Operation.NotAllowed',
  'Operation Denied. The HTTP listener does not support this action.',
);
/** slb-api.md 3.11 gives the code without its text. */
export const REDIRECT_TARGET = badRequest(
  'ListenerForwardExist',
  'The specified listener is the forward port of another listener.',
);

// ---- Certificates ----

export const CERTIFICATE_EMPTY = invalidParameter(
  'The specified parameter ServerCertificate or Key is empty.',
);
export const CERTIFICATE_MALFORMED = invalidParameter(
  'The specified parameter ServerCertificate format is error.',
);
export const CERTIFICATE_KEY_MALFORMED = badRequest(
  'KeyFormatError',
  'The specified ServerCertificate is incorrectly formatted.',
);
export const CERTIFICATE_KEY_ENCRYPTED = badRequest('PrivateKeyEncryption', 'Key has Encrypted .');
export const CERTIFICATE_KEY_MISMATCH = badRequest(
  'CertificateNotMatchPrivateKey',
  'Certificate and key does not match.',
);
export const CERTIFICATE_IN_USE = badRequest(
  'CertificateAndPrivateKeyIsRefered',
  'The specified certificate is bound to listeners. You cannot delete it.',
);
/** Of an HTTPS listener. */
export const CERTIFICATE_ID_EMPTY = invalidParameter('The specified parameter ServerCertificateId is empty.');
/** An HTTPS listener with a certificate that does not exist; recorded: aliyun/terraform-provider-alicloud#2111. */
export function certificateNotSupported(name: 'ServerCertificateId' | 'CACertificateId'): Rejection {
  return invalidParameter(`The specified parameter ${name} is not Support.`);
}
// The codes that Terraform takes for a certificate that is gone; status and text are those of other resources.
export const SERVER_CERTIFICATE_NOT_FOUND = notFound(
  'ServerCertificateId.NotFound',
  'The specified ServerCertificateId does not exist.',
);
export const CA_CERTIFICATE_NOT_FOUND = notFound(
  'CACertificateId.NotFound',
  'The specified CACertificateId does not exist.',
);

// ---- Backend servers ----

export const BACKEND_SERVERS_MALFORMED = badRequest(
  'BackendServersMalformed',
  'the specified parameter BackendServers is unavailable.',
);
export function tooManyBackendServers(maximum: number): Rejection {
  return badRequest(
    'TooManyBackendServers',
    `The total number of input real servers exceeds max supported number: ${maximum}`,
  );
}
export const WEIGHT_MALFORMED = badRequest('InvalidWeight.Malformed', 'A specified weight is not valid.');
export const MEMBER_PORT_INVALID = invalidParameter(
  'The specified BackendServers is invalid, as the Port value should be in [1, 65535].',
);
export const BACKEND_TYPE_INVALID = badRequest('BackendServer.InvalidType', 'The specified Type is invalid.');
/** In the default group; slb-api.md 4.3 has it with 404 in one row. */
export const SERVER_NOT_FOUND = badRequest('InvalidServerId.NotFound', 'The specified server is not found.');
/** In groups. */
export const SERVER_NOT_EXIST = badRequest(
  'InvalidServerId.NotExist',
  'The specified ServerId is not exist.',
);
export const ALREADY_ATTACHED = invalidParameter('The resource already exists.');

// ---- Groups ----

export const GROUP_IN_USE = badRequest(
  'RspoolVipExist',
  'there are vips associating with this vServer group.',
);
export const PAIR_NOT_TWO = badRequest(
  'BACKEND_SERVERS_NUM_MUST_BE_TWO',
  'The number of backend servers must be two.',
);
export const PAIR_SAME_SERVER = badRequest(
  'BACKEND_SERVERS_HAVE_SAME_PORT_AND_SERVERID',
  'The backend servers have the same port and server id.',
);
export const PAIR_ROLES = badRequest(
  'BACKEND_SERVERS_CAN_ONLY_CONTAIN_ONE_MASTER_AND_ONE_SLAVE',
  'The backend servers can only contain one master and one slave.',
);
export const PAIR_SERVER_ID_EMPTY = badRequest(
  'BACKEND_SERVER_ID_CAN_NOT_EMPTY',
  'The id of the backend server can not be empty.',
);
export const PAIR_SERVER_TYPE = badRequest('INVALID_SERVER_TYPE', 'The server type is invalid.');
export const PAIR_PORT_EMPTY = badRequest(
  'BACKEND_SERVER_PORT_CAN_NOT_EMPTY',
  'The port of the backend server can not be empty.',
);

/** The code that Terraform takes as gone already. */
export const DOMAIN_EXTENSION_NOT_FOUND = badRequest(
  'InvalidParameter.DomainExtensionId',
  'The specified DomainExtensionId does not exist.',
);

// ---- Access control lists ----

export const ACL_NAME_EXIST = badRequest('AclNameExist', 'The acl name already exists.');
export const ACL_OVER_LIMIT = badRequest('AclNumberOverLimit', 'The maximum number of acls is exceeded.');
export const ACL_BOUND = badRequest('OperationFailed.AclBindedWithVip', 'The ACL has binded with vip.');
/** D16. */
export const ACL_ENTRY_EXISTS = badRequest(
  'InvalidParam.AclEntryExists',
  'The specified aclEntry already exists in the acl.',
);
/** As recorded in 2020 (aliyun/aliyun-cli#285). */
export const ACL_ENTRY_INVALID = badRequest('InvalidEntry', 'The specified parameter AclEntrys is not valid');
export const ACL_ENTRY_VERSION = badRequest('IllegalEntry', 'Entry version is conflict to the acl version.');
/** The text names no number: here it means the 300 of one list. */
export const ACL_ENTRY_OVER_LIMIT = badRequest(
  'QuotaLimitExceeds.TotalAclEntry',
  'The number of Acl entries has reached the quota limit.',
);
export const ACL_ENTRY_EMPTY = badRequest('AclEntryEmpty', 'The acl entry is empty.');

// ---- Tags ----

/** More than twenty in one call. */
export const TAG_CREATE_LIMIT = badRequest('TagCreateCountLimit', 'tags create count limit exceeded.');
/** More than twenty on one resource. */
export const TAG_LIMIT = badRequest('TagCountLimit', 'Tags count limit exceeded.');
