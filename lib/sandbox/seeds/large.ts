import type { Tables } from '../store/store';
import { blocks, inRegion, listener, member, server, vServerGroup } from './builders';

/** With the infix of the instance ids that each region has on the cloud. */
const REGIONS = [
  ['cn-hangzhou', 'bp1'],
  ['cn-shanghai', 'uf6'],
  ['cn-beijing', '2ze'],
  ['cn-shenzhen', 'wz9'],
  ['ap-southeast-1', 't4n'],
  ['eu-central-1', 'gw8'],
] as const;

const INSTANCES_PER_REGION = 50;
const LISTENERS_PER_INSTANCE = 40;
const FIRST_PORT = 8000;

const USES = ['edge', 'pay', 'mq', 'search', 'cache', 'login', 'report', 'ledger', 'media', 'legacy'];

/** 300 instances with 12,000 listeners in six regions: what a list must be able to hold. */
export function insertLarge(tables: Tables): void {
  REGIONS.forEach(([regionId, infix], region) => insertRegion(tables, regionId, infix, region));
}

function insertRegion(tables: Tables, regionId: string, infix: string, region: number): void {
  const aclId = `acl-${infix}large`;
  tables.accessControlLists.insert(
    inRegion(regionId).accessControlList(aclId, 'offices', blocks(40, `10.${region}`, 4, 24, 'office')),
  );
  for (let index = 0; index < INSTANCES_PER_REGION; index += 1) {
    insertInstance(tables, { regionId, infix, region, index, aclId });
  }
}

type Place = {
  readonly regionId: string;
  readonly infix: string;
  readonly region: number;
  readonly index: number;
  readonly aclId: string;
};

function insertInstance(tables: Tables, { regionId, infix, region, index, aclId }: Place): void {
  const number = String(index).padStart(4, '0');
  const use = USES[index % USES.length] ?? '';
  // Every fifth is internal, and every seventh of the others pays for a fixed bandwidth.
  const isInternal = index % 5 === 4;
  const paysForBandwidth = !isInternal && index % 7 === 3;
  const owner = inRegion(regionId).loadBalancer({
    loadBalancerId: `lb-${infix}large${number}`,
    name: `${use}-${number}`,
    address: isInternal ? `172.16.${region}.${index + 1}` : `203.0.${113 + region}.${index + 1}`,
    addressType: isInternal ? 'intranet' : 'internet',
    ...(paysForBandwidth && { internetChargeType: 'paybybandwidth', bandwidthMbps: 2000 }),
    tags: [{ key: 'use', value: use }],
    backendServers: [1, 2, 3].map((which) =>
      server(`i-${infix}large${number}${which}`, `172.20.${index}.${which + region * 10}`),
    ),
  });
  tables.loadBalancers.insert(owner);
  const group = vServerGroup(
    owner,
    `rsp-${infix}large${number}`,
    `${use}-pool`,
    [1, 2].map((which) =>
      member(`i-${infix}large${number}${which}`, `172.20.${index}.${which + region * 10}`, 9000),
    ),
  );
  tables.serverGroups.insert(group);
  for (let offset = 0; offset < LISTENERS_PER_INSTANCE; offset += 1) {
    const { listener: made, state } = listener(owner, FIRST_PORT + offset, {
      state: offset % 6 === 5 ? 'stopped' : 'running',
      bandwidthMbps: paysForBandwidth ? 20 : -1,
      description: `${use} ${offset}`,
      scheduler: (['wrr', 'wlc', 'rr'] as const)[offset % 3],
      healthCheckOn: offset % 8 !== 7,
      ...(offset % 4 === 1 ? { vServerGroupId: group.groupId } : { backendServerPort: 9000 + offset }),
      // One listener of each instance: a list serves fifty at most (slb-api.md 5.7).
      ...(offset === 0 && { acl: { type: 'white', aclId } }),
    });
    tables.listeners.insert(made, state);
  }
}
