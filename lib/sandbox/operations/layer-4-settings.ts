import { reject, type Fields } from '../answer';
import { COMBINATION_MISSING, GROUPS_EXCLUDE } from '../errors';
import type { TcpListener, UdpListener } from '../store/models';
import { newListener } from './create-listener';
import { onOff } from './listener-fields';
import { ON_OFF, readListenerValues } from './listener-values';
import type { Call } from './operation';
import type { ParameterReader } from './parameter-reader';
import { mergedGroup, mergedListener, mergedSwitch, readGroupChange } from './set-listener';

/*
 * What TCP and UDP listeners have in common. The vendor's metadata have ConnectionDrain only for TCP; its Go SDK and the
 * Kubernetes cloud controller send and read it for UDP as well.
 */

export function readLayer4Values<Scheduler extends string>(call: Call, schedulers: readonly Scheduler[]) {
  const { read } = call;
  return {
    ...readListenerValues(call, schedulers),
    healthCheckSwitch: read.oneOf('HealthCheckSwitch', ON_OFF),
    connectionDrain: read.oneOf('ConnectionDrain', ON_OFF),
    drainTimeoutSeconds: read.integer('ConnectionDrainTimeout', 10, 900),
    proxyProtocolV2Enabled: read.boolean('ProxyProtocolV2Enabled'),
  };
}

type Layer4Values = ReturnType<typeof readLayer4Values<string>>;

/** What a new listener has. */
export function newLayer4Listener(call: Call, values: Layer4Values) {
  return {
    ...newListener(call, values),
    masterSlaveServerGroupId: call.read.text('MasterSlaveServerGroupId'),
    healthCheckOn: values.healthCheckSwitch !== 'off',
    connectionDrainTimeoutSeconds: drainTimeout(undefined, values),
    proxyProtocolV2Enabled: values.proxyProtocolV2Enabled ?? false,
  };
}

/** A listener can have a group of either kind. */
export function readGroupChanges(read: ParameterReader) {
  const vServerGroup = readGroupChange(read, 'VServerGroup');
  const masterSlaveServerGroup = readGroupChange(read, 'MasterSlaveServerGroup');
  if (vServerGroup.requested === 'on' && masterSlaveServerGroup.requested === 'on') reject(GROUPS_EXCLUDE);
  return { vServerGroup, masterSlaveServerGroup };
}

/** The settings as they would be. */
export function mergedLayer4(
  old: TcpListener | UdpListener,
  change: Layer4Values,
  { vServerGroup, masterSlaveServerGroup }: ReturnType<typeof readGroupChanges>,
) {
  return {
    ...mergedListener(old, change, vServerGroup),
    masterSlaveServerGroupId: mergedGroup(masterSlaveServerGroup, old.masterSlaveServerGroupId),
    healthCheckOn: mergedSwitch(change.healthCheckSwitch, old.healthCheckOn),
    connectionDrainTimeoutSeconds: drainTimeout(old.connectionDrainTimeoutSeconds, change),
    proxyProtocolV2Enabled: change.proxyProtocolV2Enabled ?? old.proxyProtocolV2Enabled,
  };
}

/** Turning it on needs its time; while it is off, the time has no effect. */
function drainTimeout(old: number | undefined, change: Layer4Values): number | undefined {
  if (!mergedSwitch(change.connectionDrain, old !== undefined)) return undefined;
  return change.drainTimeoutSeconds ?? old ?? reject(COMBINATION_MISSING);
}

/** What both Describe calls answer. */
export function layer4Fields(listener: TcpListener | UdpListener): Fields {
  const { connectionDrainTimeoutSeconds } = listener;
  return {
    MasterSlaveServerGroupId: listener.masterSlaveServerGroupId,
    ConnectionDrain: connectionDrainTimeoutSeconds === undefined ? undefined : 'on',
    ConnectionDrainTimeout: connectionDrainTimeoutSeconds,
  };
}

/**
 * What only the list answers: a text where the single call has a boolean (slb-api.md 3.10), and the switch of the health
 * check by the name of its parameter, as in the vendor's Go SDK. The Kubernetes cloud controller reads it.
 */
export function layer4ListFields(listener: TcpListener | UdpListener): Fields {
  return {
    HealthCheckSwitch: onOff(listener.healthCheckOn),
    ProxyProtocolV2Enabled: String(listener.proxyProtocolV2Enabled),
  };
}
