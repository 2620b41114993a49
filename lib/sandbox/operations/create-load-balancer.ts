import { createHash, randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import { reject, type Fields } from '../answer';
import { COMBINATION_MISSING, INVALID_BANDWIDTH, INVALID_PARAMETER } from '../errors';
import {
  ADDRESS_IN_USE,
  ADDRESS_NOT_IN_SUBNET,
  CLIENT_TOKEN_CONFLICT,
  PREPAID_BY_TRAFFIC,
  ZONES_INVALID,
} from '../errors-resources';
import { zonesOf } from '../regions';
import type { LoadBalancer } from '../store/models';
import { newId, newOrderId } from './ids';
import { isNewLoadBalancerName, isProtectionReason } from './names';
import type { Call } from './operation';
import type { ParameterReader } from './parameter-reader';
import { DEFAULT_RESOURCE_GROUP } from '../resource-groups';
import { SPEC_BY_CONSUMPTION, isSpec } from './specs';
import { readTags } from './tags';

/** slb-api.md 3.5; a listener's bound (D1) is another. */
export const MAXIMUM_BANDWIDTH_MBPS = 5120;
/** What an instance answers that does not pay for a bandwidth: the service's ceiling. */
export const UNPAID_BANDWIDTH_MBPS = 5120;
/** Where the call leaves it out, the least that can be paid for. */
export const DEFAULT_PAID_BANDWIDTH_MBPS = 1;

/** slb-api.md 3.5. The same ClientToken with the same parameters is answered with the instance it made. */
export function createLoadBalancer(call: Call): Fields {
  const made = readLoadBalancer(call);
  const others = call.tables.loadBalancers.list(call.regionId);
  const { creation } = made;
  const earlier = creation && others.find((other) => other.creation?.clientToken === creation.clientToken);
  if (earlier !== undefined) {
    return earlier.creation?.parameters === creation?.parameters
      ? createdFields(earlier)
      : reject(CLIENT_TOKEN_CONFLICT);
  }
  const requested = call.parameters.get('Address');
  const isTaken = (address: string) => others.some((other) => other.address === address);
  if (requested !== undefined && made.address === requested && isTaken(requested)) reject(ADDRESS_IN_USE);
  let { address } = made;
  while (isTaken(address)) address = newAddress(made);
  const loadBalancer = { ...made, address };
  call.tables.loadBalancers.insert(loadBalancer);
  return createdFields(loadBalancer);
}

function createdFields(loadBalancer: LoadBalancer) {
  return {
    LoadBalancerId: loadBalancer.loadBalancerId,
    LoadBalancerName: loadBalancer.name,
    Address: loadBalancer.address,
    AddressIPVersion: loadBalancer.addressIpVersion,
    NetworkType: loadBalancer.networkType,
    VpcId: loadBalancer.vpcId,
    VSwitchId: loadBalancer.vSwitchId,
    ResourceGroupId: loadBalancer.resourceGroupId,
    OrderId: loadBalancer.subscription?.orderId,
  };
}

/** The instance that the parameters describe, with an id and an address of its own. */
function readLoadBalancer(call: Call): LoadBalancer {
  const { read } = call;
  const name = read.checked('LoadBalancerName', isNewLoadBalancerName) ?? 'auto_named_slb';
  const vSwitchId = read.text('VSwitchId');
  const requestedType = read.oneOf('AddressType', ['internet', 'intranet']);
  // An instance in a vSwitch is always an intranet one.
  const addressType = vSwitchId === undefined ? (requestedType ?? 'internet') : 'intranet';
  const requestedChargeType = read.oneOf('InternetChargeType', ['paybytraffic', 'paybybandwidth']);
  const internetChargeType =
    addressType === 'internet' ? (requestedChargeType ?? 'paybytraffic') : 'paybytraffic';
  const addressIpVersion = read.oneOf('AddressIPVersion', ['ipv4', 'ipv6']) ?? 'ipv4';
  const spec = read.checked('LoadBalancerSpec', isSpec);
  const chargeType = read.oneOf('InstanceChargeType', ['PayBySpec', 'PayByCLCU']);
  if (chargeType === 'PayBySpec' && spec === SPEC_BY_CONSUMPTION) reject(INVALID_PARAMETER);
  const paysByConsumption = chargeType === 'PayByCLCU' || spec === SPEC_BY_CONSUMPTION;
  const isSubscription = read.oneOf('PayType', ['PayOnDemand', 'PrePay']) === 'PrePay';
  read.oneOf('PricingCycle', ['month', 'year']);
  read.integer('Duration', 1, 9);
  read.boolean('AutoPay');
  const deleteProtection = read.oneOf('DeleteProtection', ['on', 'off']) === 'on';
  const modificationProtection = readModificationProtection(read);
  const clientToken = read.checked('ClientToken', (text) => /^[\x21-\x7E]{1,64}$/.test(text));
  const bandwidthMbps =
    internetChargeType === 'paybybandwidth'
      ? (read.integer('Bandwidth', 1, MAXIMUM_BANDWIDTH_MBPS, INVALID_BANDWIDTH) ??
        DEFAULT_PAID_BANDWIDTH_MBPS)
      : UNPAID_BANDWIDTH_MBPS;
  const zones = readZones(call, read);
  const tags = readTags(call.parameters);
  const address = read.text('Address');
  if (vSwitchId !== undefined && address !== undefined && !isPrivateAddress(address)) {
    reject(ADDRESS_NOT_IN_SUBNET);
  }
  const vpcId = read.text('VpcId');
  if (vpcId !== undefined && vSwitchId === undefined && addressType === 'intranet')
    reject(COMBINATION_MISSING);
  if (isSubscription && addressType === 'internet' && internetChargeType === 'paybytraffic')
    reject(PREPAID_BY_TRAFFIC);
  return {
    regionId: call.regionId,
    loadBalancerId: newId('lb'),
    name,
    status: 'active',
    isUnstarted: true,
    address:
      vSwitchId !== undefined && address !== undefined
        ? address
        : newAddress({ addressType, addressIpVersion }),
    addressType,
    addressIpVersion,
    networkType: vSwitchId === undefined ? 'classic' : 'vpc',
    vpcId: vSwitchId === undefined ? '' : (vpcId ?? vpcOf(vSwitchId)),
    vSwitchId: vSwitchId ?? '',
    ...zones,
    internetChargeType,
    bandwidthMbps,
    ...(spec !== undefined && !paysByConsumption && { spec }),
    ...(paysByConsumption && { paysByConsumption }),
    ...(isSubscription && { subscription: { orderId: newOrderId() } }),
    resourceGroupId: read.text('ResourceGroupId') ?? DEFAULT_RESOURCE_GROUP,
    deleteProtection,
    modificationProtection,
    createdAtMillis: call.nowMillis,
    tags,
    backendServers: [],
    ...(clientToken !== undefined && {
      creation: { clientToken, parameters: fingerprint(call.parameters) },
    }),
  };
}

/** A reason counts only with console protection; NonProtection clears it (slb-api.md 3.17). */
export function readModificationProtection(read: ParameterReader): LoadBalancer['modificationProtection'] {
  const status = read.oneOf('ModificationProtectionStatus', ['NonProtection', 'ConsoleProtection']);
  const reason = read.checked('ModificationProtectionReason', isProtectionReason);
  return status === 'ConsoleProtection' ? { status: 'console', reason: reason ?? '' } : { status: 'none' };
}

/** The requested zones, which must be two of the region's; without a request, its first free ones. */
function readZones(call: Call, read: ParameterReader): Pick<LoadBalancer, 'masterZoneId' | 'slaveZoneId'> {
  const known = zonesOf(call.regionId).map((zone) => zone.zoneId);
  const master = read.text('MasterZoneId');
  const slave = read.text('SlaveZoneId');
  const areKnown = [master, slave].every((zone) => zone === undefined || known.includes(zone));
  if (!areKnown || (master !== undefined && master === slave)) reject(ZONES_INVALID);
  const masterZoneId = master ?? known.find((zone) => zone !== slave) ?? '';
  return { masterZoneId, slaveZoneId: slave ?? known.find((zone) => zone !== masterZoneId) ?? '' };
}

/** No vSwitch is kept here: each spans the private ranges. */
function isPrivateAddress(text: string): boolean {
  if (isIP(text) === 6) return /^f[cd]/i.test(text);
  return isIP(text) === 4 && /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(text);
}

function newAddress({
  addressType,
  addressIpVersion,
}: Pick<LoadBalancer, 'addressType' | 'addressIpVersion'>) {
  const byte = () => randomInt(256);
  if (addressIpVersion === 'ipv6') {
    const group = () => randomInt(1, 65_536).toString(16);
    return `2001:db8:${group()}:${group()}::${group()}`;
  }
  // 198.18.0.0/15 is set aside for tests: no address of the Internet is shown.
  return addressType === 'intranet'
    ? `10.${byte()}.${byte()}.${randomInt(1, 255)}`
    : `198.${randomInt(18, 20)}.${byte()}.${randomInt(1, 255)}`;
}

/** The VPC of a vSwitch: always the same one. */
function vpcOf(vSwitchId: string): string {
  return `vpc-${createHash('sha256').update(vSwitchId).digest('hex').slice(0, 21)}`;
}

/** Differs with each call, so it is no part of what was requested. */
const PER_CALL = new Set([
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'SignatureType',
  'Timestamp',
  'TimeStamp',
]);

function fingerprint(parameters: ReadonlyMap<string, string>): string {
  const requested = [...parameters].filter(([name]) => !PER_CALL.has(name));
  const text = JSON.stringify(requested.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url');
}
