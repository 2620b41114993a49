import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { reject, type Fields } from '../answer';
import type { Rejection } from '../errors';
import {
  BACKEND_SERVERS_MALFORMED,
  BACKEND_TYPE_INVALID,
  MEMBER_PORT_INVALID,
  TOO_MANY_BACKEND_SERVERS,
  WEIGHT_MALFORMED,
} from '../errors-resources';
import type { BackendServer, GroupMember, LoadBalancer } from '../store/models';
import { readJsonList } from './json-list';
import { isHighPerformance } from './listener-checks';
import { MAXIMUM_PORT } from './listener-lookup';
import { isGroupName } from './names';
import type { ParameterReader } from './parameter-reader';

/** slb-api.md 5.7. */
const MAXIMUM_SERVERS_PER_CALL = 20;

/** The sentinel for a server that the cloud does not have. Any other id is a running server. */
const MISSING_SERVER = 'i-missing';

/** One server of a BackendServers text (slb-api.md 3.14); what it leaves out is undefined. */
export type GivenServer = {
  readonly serverId: string;
  readonly weight: number | undefined;
  readonly type: BackendServer['type'] | undefined;
  readonly serverIp: string | undefined;
  readonly description: string | undefined;
};

export type GivenMember = GivenServer & { readonly port: number };

export function readServer(read: ParameterReader): GivenServer {
  return {
    serverId: read.text('ServerId') ?? reject(BACKEND_SERVERS_MALFORMED),
    weight: read.integer('Weight', 0, 100, WEIGHT_MALFORMED),
    type: read.oneOf('Type', ['ecs', 'eni', 'eci'], BACKEND_TYPE_INVALID),
    serverIp: read.checked('ServerIp', (text) => isIP(text) !== 0),
    description: read.checked('Description', isGroupName),
  };
}

export function readMember(read: ParameterReader): GivenMember {
  const server = readServer(read);
  const port = read.integer('Port', 1, MAXIMUM_PORT, MEMBER_PORT_INVALID);
  return { ...server, port: port ?? reject(MEMBER_PORT_INVALID) };
}

/** The servers of one call, at most twenty; undefined when the parameter is absent. */
export function readServers<Item>(
  read: ParameterReader,
  name: string,
  item: (read: ParameterReader) => Item,
): Item[] | undefined {
  return readJsonList(read, name, {
    maximum: MAXIMUM_SERVERS_PER_CALL,
    malformed: BACKEND_SERVERS_MALFORMED,
    tooMany: TOO_MANY_BACKEND_SERVERS,
    item,
  });
}

/** ENI and ECI servers are for high-performance instances; `missing` is how the call says that a server does not exist. */
export function checkServers(
  loadBalancer: LoadBalancer | undefined,
  servers: readonly GivenServer[],
  missing: Rejection,
): void {
  const takesAnyType = loadBalancer !== undefined && isHighPerformance(loadBalancer);
  if (!takesAnyType && servers.some(({ type = 'ecs' }) => type !== 'ecs')) reject(BACKEND_TYPE_INVALID);
  if (servers.some(({ serverId }) => serverId.startsWith(MISSING_SERVER))) reject(missing);
}

export function attachedServer({
  serverId,
  weight,
  type,
  serverIp,
  description,
}: GivenServer): BackendServer {
  return {
    serverId,
    serverIp: (type === 'eni' || type === 'eci' ? serverIp : undefined) ?? addressOf(serverId),
    weight: weight ?? 100,
    type: type ?? 'ecs',
    ...(description !== undefined && { description }),
    health: 'normal',
  };
}

export function attachedMember(member: GivenMember): GroupMember {
  return { ...attachedServer(member), port: member.port };
}

/** A server has the same address wherever it is attached. */
function addressOf(serverId: string): string {
  const [second = 0, third = 0, fourth = 0] = createHash('sha256').update(serverId).digest();
  return `10.${second}.${third}.${(fourth % 254) + 1}`;
}

/** Weight and description as given, else as they were. */
export function reweighted<Server extends BackendServer>(server: Server, given: GivenServer): Server {
  return {
    ...server,
    weight: given.weight ?? server.weight,
    ...(given.description !== undefined && { description: given.description }),
  };
}

export function isSameMember(
  left: { readonly serverId: string; readonly port: number },
  right: { readonly serverId: string; readonly port: number },
): boolean {
  return left.serverId === right.serverId && left.port === right.port;
}

/** Of those that are the same only the first counts (slb-api.md 3.15). */
export function withoutRepeated<Item>(
  items: readonly Item[],
  isSame: (left: Item, right: Item) => boolean,
): Item[] {
  return items.filter((item, index) => items.findIndex((other) => isSame(item, other)) === index);
}

export function memberFields(member: GroupMember): Fields {
  return {
    ServerId: member.serverId,
    Port: member.port,
    Weight: member.weight,
    ServerType: member.role,
    Type: member.type,
    Description: member.description,
  };
}
