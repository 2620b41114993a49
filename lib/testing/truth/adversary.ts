import type { Dice } from './dice';
import type { ForeignClient } from './foreign-client';
import { readState, REGION_IDS, type SandboxControls, type State } from './state';

type World = { sandbox: SandboxControls; client: ForeignClient; state: State; dice: Dice };
type Act = (world: World) => Promise<string>;

const tcp = ({ state, dice }: World) =>
  dice.one(state.listeners.filter(({ protocol }) => protocol === 'tcp'));
const addressOf = ({
  regionId,
  loadBalancerId,
  listenerPort,
}: {
  regionId: string;
  loadBalancerId: string;
  listenerPort: number;
}) => ({ RegionId: regionId, LoadBalancerId: loadBalancerId, ListenerPort: listenerPort });

/** Sends one call about one TCP listener, and returns a description of it. */
function onListener(
  action: string,
  parametersOf: (world: World) => Record<string, string | number> = () => ({}),
): Act {
  return async (world) => {
    const address = { ...addressOf(tcp(world)), ...parametersOf(world) };
    return said(action, address, await world.client(action, address));
  };
}

function said(action: string, parameters: object, isTaken: boolean): string {
  return `${action} ${JSON.stringify(parameters)}${isTaken ? '' : ' (refused)'}`;
}

/** Longer than any health check of the demo data takes, and shorter than the clock skew SLB accepts in a signature. */
const FOUND_OUT_MILLIS = 300_000;

/** As if it had happened a while ago, so that health does not change while it is compared. */
async function setHealth({ sandbox, state, dice }: World, health: 'alive' | 'dead'): Promise<string> {
  const served = state.listeners.filter(({ servers }) => servers.length > 0);
  const { ip } = dice.one(dice.one(served).servers);
  await sandbox.shiftClock(-FOUND_OUT_MILLIS);
  await sandbox.health(ip, health);
  await sandbox.shiftClock(0);
  return `${ip} is ${health}`;
}

const SET = 'SetLoadBalancerTCPListenerAttribute';
const ENTRIES = ['10.1.0.0/16', '192.0.2.0/24', '0.0.0.0/1', '128.0.0.0/1', '0.0.0.0/0'];

/** However long it runs, some listeners are left to compare. */
const FEW_LISTENERS = 20;
const FEW_INSTANCES = 8;

/** What may happen to a cloud account while somebody uses Sluice. */
const acts: Record<string, Act> = {
  create: async (world) => {
    const { regionId, loadBalancerId } = world.dice.one(world.state.loadBalancers);
    const port = 20_000 + world.dice.below(500);
    const parameters = {
      RegionId: regionId,
      LoadBalancerId: loadBalancerId,
      ListenerPort: port,
      Bandwidth: world.dice.one([-1, 1]),
      BackendServerPort: 8080,
      Description: `by others ${port}`,
    };
    const action = 'CreateLoadBalancerTCPListener';
    return said(action, parameters, await world.client(action, parameters));
  },
  start: onListener('StartLoadBalancerListener'),
  stop: onListener('StopLoadBalancerListener'),
  delete: async (world) => {
    if (world.state.listeners.filter(({ protocol }) => protocol === 'tcp').length <= FEW_LISTENERS)
      return 'few are left';
    return await onListener('DeleteLoadBalancerListener')(world);
  },
  schedule: onListener(SET, ({ dice }) => ({ Scheduler: dice.one(['wrr', 'wlc', 'rr']) })),
  describe: onListener(SET, ({ dice }) => ({ Description: `set by others ${dice.below(1000)}` })),
  uncontrol: onListener(SET, () => ({ AclStatus: 'off' })),
  control: async (world) => {
    const list = world.dice.one(world.state.accessControlLists);
    const listener = tcp({
      ...world,
      state: {
        ...world.state,
        listeners: world.state.listeners.filter(({ regionId }) => regionId === list.regionId),
      },
    });
    const parameters = {
      ...addressOf(listener),
      AclStatus: 'on',
      AclType: world.dice.one(['white', 'black']),
      AclId: list.aclId,
    };
    return said(SET, parameters, await world.client(SET, parameters));
  },
  addEntry: async ({ client, state, dice }) => {
    const list = dice.one(state.accessControlLists);
    const parameters = {
      RegionId: list.regionId,
      AclId: list.aclId,
      AclEntrys: JSON.stringify([{ entry: dice.one(ENTRIES), comment: 'by others' }]),
    };
    return said(
      'AddAccessControlListEntry',
      parameters,
      await client('AddAccessControlListEntry', parameters),
    );
  },
  emptyList: async ({ client, state, dice }) => {
    const list = dice.one(state.accessControlLists);
    if (list.entries.length === 0) return `${list.aclId} is empty already`;
    const parameters = {
      RegionId: list.regionId,
      AclId: list.aclId,
      AclEntrys: JSON.stringify(list.entries.slice(0, 50).map(({ entry }) => ({ entry }))),
    };
    const action = 'RemoveAccessControlListEntry';
    return said(action, { ...parameters, AclEntrys: 'all' }, await client(action, parameters));
  },
  renameList: async ({ client, state, dice }) => {
    const { regionId, aclId } = dice.one(state.accessControlLists);
    const parameters = { RegionId: regionId, AclId: aclId, AclName: `list-${dice.below(10_000)}` };
    const action = 'SetAccessControlListAttribute';
    return said(action, parameters, await client(action, parameters));
  },
  renameGroup: async ({ client, state, dice }) => {
    const { regionId, groupId } = dice.one(state.serverGroups.filter(({ kind }) => kind === 'v-server'));
    const parameters = {
      RegionId: regionId,
      VServerGroupId: groupId,
      VServerGroupName: `group-${dice.below(10_000)}`,
    };
    const action = 'SetVServerGroupAttribute';
    return said(action, parameters, await client(action, parameters));
  },
  renameInstance: async ({ client, state, dice }) => {
    const { regionId, loadBalancerId } = dice.one(state.loadBalancers);
    const parameters = {
      RegionId: regionId,
      LoadBalancerId: loadBalancerId,
      LoadBalancerName: `lb-${dice.below(10_000)}`,
    };
    const action = 'SetLoadBalancerName';
    return said(action, parameters, await client(action, parameters));
  },
  createInstance: async ({ client, dice }) => {
    const parameters = {
      RegionId: dice.one(REGION_IDS),
      LoadBalancerName: `new-${dice.below(10_000)}`,
      AddressType: 'internet',
      LoadBalancerSpec: 'slb.s1.small',
    };
    return said('CreateLoadBalancer', parameters, await client('CreateLoadBalancer', parameters));
  },
  deleteInstance: async ({ client, state, dice }) => {
    if (state.loadBalancers.length <= FEW_INSTANCES) return 'few are left';
    const { regionId, loadBalancerId } = dice.one(state.loadBalancers);
    const parameters = { RegionId: regionId, LoadBalancerId: loadBalancerId };
    return said('DeleteLoadBalancer', parameters, await client('DeleteLoadBalancer', parameters));
  },
  protect: async ({ client, state, dice }) => {
    const { regionId, loadBalancerId } = dice.one(state.loadBalancers);
    const parameters = {
      RegionId: regionId,
      LoadBalancerId: loadBalancerId,
      DeleteProtection: dice.one(['on', 'off']),
    };
    const action = 'SetLoadBalancerDeleteProtection';
    return said(action, parameters, await client(action, parameters));
  },
  protectChanges: async ({ client, state, dice }) => {
    const { regionId, loadBalancerId } = dice.one(state.loadBalancers);
    const parameters = {
      RegionId: regionId,
      LoadBalancerId: loadBalancerId,
      ModificationProtectionStatus: dice.one(['NonProtection', 'ConsoleProtection']),
    };
    const action = 'SetLoadBalancerModificationProtection';
    return said(action, parameters, await client(action, parameters));
  },
  shrinkGroup: async ({ client, state, dice }) => {
    const group = dice.one(state.serverGroups.filter(({ kind }) => kind === 'v-server'));
    if (group.members.length === 0) return `${group.groupId} is empty`;
    const { serverId, port } = dice.one(group.members);
    const parameters = {
      RegionId: group.regionId,
      VServerGroupId: group.groupId,
      BackendServers: JSON.stringify([{ ServerId: serverId, Port: port }]),
    };
    const action = 'RemoveVServerGroupBackendServers';
    return said(action, parameters, await client(action, parameters));
  },
  growGroup: async ({ client, state, dice }) => {
    const group = dice.one(state.serverGroups.filter(({ kind }) => kind === 'v-server'));
    if (group.members.length === 0) return `${group.groupId} is empty`;
    const { serverId } = dice.one(group.members);
    const parameters = {
      RegionId: group.regionId,
      VServerGroupId: group.groupId,
      BackendServers: JSON.stringify([{ ServerId: serverId, Port: 30_000 + dice.below(500), Weight: 100 }]),
    };
    const action = 'AddVServerGroupBackendServers';
    return said(action, parameters, await client(action, parameters));
  },
  killServer: (world) => setHealth(world, 'dead'),
  reviveServer: (world) => setHealth(world, 'alive'),
  fail: async ({ sandbox, dice }) => {
    const regionId = dice.one(REGION_IDS);
    await sandbox.fault({ action: '*', regionId, share: 1, kind: 'error-5xx' });
    return `${regionId} fails`;
  },
  odd: async ({ sandbox, dice }) => {
    const fault = {
      action: 'DescribeLoadBalancerListeners',
      regionId: dice.one(REGION_IDS),
      share: 1,
      kind: 'odd-rows' as const,
      variant: dice.one([
        'bandwidth-text',
        'missing-port',
        'odd-access-control',
        'bare-list',
        'shape-of-2018',
      ]),
      row: dice.below(40),
    };
    await sandbox.fault(fault);
    return JSON.stringify(fault);
  },
  unpaged: async ({ sandbox }) => {
    await sandbox.fault({ action: '*', share: 1, kind: 'unpaged' });
    return 'no list is paged';
  },
};

/** Makes a few random changes behind Sluice's back, and describes them. Clears the previous round's faults. */
export async function disturb(
  { sandbox, client, dice }: Omit<World, 'state'>,
  count: number,
): Promise<string[]> {
  await sandbox.clearFaults();
  const done: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const name = dice.one(Object.keys(acts));
    const state = await readState(sandbox);
    done.push(`${name}: ${(await acts[name]?.({ sandbox, client, state, dice })) ?? ''}`);
  }
  return done;
}
