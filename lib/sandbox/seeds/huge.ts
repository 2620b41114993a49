import { REGIONS } from '../regions';
import type { LoadBalancer } from '../store/models';
import type { Tables } from '../store/store';
import {
  blocks,
  inRegion,
  listener,
  member,
  primarySecondaryGroup,
  server,
  udpListener,
  vServerGroup,
} from './builders';

/** Instances of the regions where most are; each of the others has `FEW`. */
const MANY: Readonly<Record<string, number>> = {
  'cn-hangzhou': 400,
  'cn-shanghai': 360,
  'cn-beijing': 340,
  'cn-shenzhen': 280,
  'ap-southeast-1': 180,
  'cn-hongkong': 120,
  'eu-central-1': 100,
  'cn-zhangjiakou': 90,
  'ap-northeast-1': 80,
  'us-east-1': 80,
  'us-west-1': 80,
};
const FEW = 15;

/** Listeners of five instances in turn: 40 on average. */
const LISTENERS = [50, 50, 48, 32, 20];
const FIRST_PORT = 8000;

const USES = ['edge', 'pay', 'mq', 'search', 'cache', 'login', 'report', 'ledger', 'media', 'legacy'];
const TEAMS = ['platform', 'payments', 'growth', 'data'];
/** Each is on one listener of fifty instances: it serves no more (slb-api.md 5.7). */
const LISTS = ['offices', 'partners', 'scanners', 'vpn'];
const INSTANCES_PER_LIST = 50;

/** 2,500 instances with 100,000 listeners in all regions: the inventory of a very large account. */
export function insertHuge(tables: Tables): void {
  [...REGIONS.keys()].forEach((regionId, region) => {
    const infix = `h${String(region).padStart(2, '0')}`;
    const count = MANY[regionId] ?? FEW;
    for (let index = 0; index < count; index += 1) {
      if (index % INSTANCES_PER_LIST === 0) insertList(tables, { regionId, infix, region, index });
      insertInstance(tables, { regionId, infix, region, index });
    }
  });
}

type Place = {
  readonly regionId: string;
  readonly infix: string;
  readonly region: number;
  readonly index: number;
};

function insertList(tables: Tables, place: Place): void {
  const { aclId, name, number } = listOf(place);
  const entries = blocks(20 + (number % 4) * 10, `10.${place.region}`, 4, 24, name);
  tables.accessControlLists.insert(inRegion(place.regionId).accessControlList(aclId, name, entries));
}

function listOf({ infix, index }: Place) {
  const number = Math.floor(index / INSTANCES_PER_LIST);
  return { aclId: `acl-${infix}huge${number}`, name: LISTS[number % LISTS.length] ?? '', number };
}

function insertInstance(tables: Tables, place: Place): void {
  const { regionId, infix, region, index } = place;
  const number = String(index).padStart(4, '0');
  const use = USES[index % USES.length] ?? '';
  const isInternal = index % 5 === 4;
  const paysForBandwidth = !isInternal && index % 7 === 3;
  const servers = serversOf(place);
  const owner = inRegion(regionId).loadBalancer({
    loadBalancerId: `lb-${infix}huge${number}`,
    name: `${use}-${number}`,
    // Networks for private use and for benchmarks.
    address: isInternal
      ? `10.${100 + region}.${index >> 8}.${index & 255}`
      : `198.${18 + (index >> 8)}.${region}.${index & 255}`,
    addressType: isInternal ? 'intranet' : 'internet',
    status: index % 83 === 50 ? 'inactive' : 'active',
    deleteProtection: index % 4 === 0,
    ...(index % 60 === 10 && { modificationProtection: { status: 'console', reason: 'terraform' } }),
    ...(paysForBandwidth && { internetChargeType: 'paybybandwidth', bandwidthMbps: 2000 }),
    tags: [
      { key: 'use', value: use },
      { key: 'team', value: TEAMS[(index + region) % TEAMS.length] ?? '' },
    ],
    backendServers: servers.map(({ serverId, serverIp, health }) => server(serverId, serverIp, { health })),
  });
  tables.loadBalancers.insert(owner);
  const groupIds = insertGroups(tables, owner, infix, servers);
  const count = LISTENERS[index % LISTENERS.length] ?? 0;
  for (let offset = 0; offset < count; offset += 1) {
    const given = {
      state: offset % 6 === 5 ? ('stopped' as const) : ('running' as const),
      bandwidthMbps: paysForBandwidth ? 20 : offset % 9 === 2 ? 50 : -1,
      description: `${use} ${offset}`,
      scheduler: (['wrr', 'wlc', 'rr'] as const)[offset % 3],
    };
    const port = FIRST_PORT + offset;
    // One in twenty-five is not TCP, which Sluice shows and does not change.
    const made =
      offset % 25 === 24
        ? udpListener(owner, port, { ...given, backendServerPort: 9000 + offset })
        : listener(owner, port, {
            ...given,
            healthCheckOn: offset % 8 !== 7,
            ...backendOf(offset, groupIds),
            ...(offset === 0 && { acl: aclOf(place) }),
          });
    tables.listeners.insert(made.listener, made.state);
  }
}

/** On one instance in nine a server fails its checks, on one in ninety-seven all do. */
function serversOf({ infix, region, index }: Place) {
  return [1, 2, 3].map((which) => ({
    serverId: `i-${infix}huge${String(index).padStart(4, '0')}${which}`,
    serverIp: `10.${region}.${index >> 6}.${(index & 63) * 4 + which}`,
    health:
      index % 97 === 50 || (index % 9 === 4 && which === 3) ? ('abnormal' as const) : ('normal' as const),
  }));
}

type Groups = { readonly pool: string; readonly pair: string };

function insertGroups(
  tables: Tables,
  owner: LoadBalancer,
  infix: string,
  servers: ReturnType<typeof serversOf>,
): Groups {
  const [first, second] = servers.map(({ serverId, serverIp, health }) =>
    member(serverId, serverIp, 9000, { health }),
  );
  if (first === undefined || second === undefined) throw new Error('An instance has three servers');
  const number = owner.loadBalancerId.slice(-4);
  const pool = vServerGroup(owner, `rsp-${infix}pool${number}`, `${owner.name}-pool`, [first, second]);
  const pair = primarySecondaryGroup(owner, `rsp-${infix}pair${number}`, `${owner.name}-pair`, [
    first,
    second,
  ]);
  tables.serverGroups.insert(pool);
  tables.serverGroups.insert(pair);
  return { pool: pool.groupId, pair: pair.groupId };
}

function backendOf(offset: number, { pool, pair }: Groups) {
  if (offset % 4 === 1) return { vServerGroupId: pool };
  return offset % 20 === 18 ? { masterSlaveServerGroupId: pair } : { backendServerPort: 9000 + offset };
}

function aclOf(place: Place) {
  const { aclId, name } = listOf(place);
  return { type: name === 'scanners' ? ('black' as const) : ('white' as const), aclId };
}
