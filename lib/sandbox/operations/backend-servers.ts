import { SocketAddress, isIP } from 'node:net';
import { reject, type Fields } from '../answer';
import { boundsOf } from '../editions';
import type { Rejection } from '../errors';
import {
  ALREADY_ATTACHED,
  BACKEND_SERVERS_MALFORMED,
  BACKEND_TYPE_INVALID,
  MEMBER_PORT_INVALID,
  tooManyBackendServers,
  WEIGHT_MALFORMED,
} from '../errors-resources';
import type { BackendServer, GroupMember, LoadBalancer } from '../store/models';
import { readJsonList } from './json-list';
import { isHighPerformance } from './listener-checks';
import { MAXIMUM_PORT } from './listener-lookup';
import { isGroupName } from './names';
import type { Call } from './operation';
import type { ParameterReader } from './parameter-reader';
import { addressOf } from './server-addresses';

/** The sentinel for a server that the cloud does not have. Any other id is a running server. */
const MISSING_SERVER = 'i-missing';

/** One server of a BackendServers text (slb-api.md 3.14); what it omits is undefined. */
export type GivenServer = {
  readonly serverId: string;
  readonly weight: number | undefined;
  readonly type: BackendServer['type'] | undefined;
  readonly serverIp: string | undefined;
  readonly description: string | undefined;
};

export type GivenMember = GivenServer & { readonly port: number };

type ServerCall = Pick<Call, 'settings'>;

/** How the objects of a list are read, and which of their keys. */
export type ServerReader<Item> = {
  readonly keys: readonly string[];
  readonly read: (read: ParameterReader, call: ServerCall) => Item;
};

/** Of the default group. */
export const SERVER: ServerReader<GivenServer> = {
  keys: ['ServerId', 'Weight', 'Type', 'ServerIp', 'Description'],
  read: readServer,
};

/** Of a VServer group. */
export const MEMBER: ServerReader<GivenMember> = { keys: [...SERVER.keys, 'Port'], read: readMember };

function readServer(read: ParameterReader, call: ServerCall): GivenServer {
  return {
    serverId: read.text('ServerId') ?? reject(BACKEND_SERVERS_MALFORMED),
    weight: read.integer('Weight', 0, 100, WEIGHT_MALFORMED),
    type: read.oneOf('Type', ['ecs', 'eni', 'eci'], BACKEND_TYPE_INVALID),
    serverIp: read.checked('ServerIp', (text) => isIP(text) !== 0),
    description: read.checked('Description', (text) => isGroupName(call, text)),
  };
}

function readMember(read: ParameterReader, call: ServerCall): GivenMember {
  const server = readServer(read, call);
  const port = read.integer('Port', 1, MAXIMUM_PORT, MEMBER_PORT_INVALID);
  return { ...server, port: port ?? reject(MEMBER_PORT_INVALID) };
}

/** The servers that a call names in one of its parameters; undefined when it is absent. */
export function readServers<Item>(
  call: Call,
  name: string,
  { keys, read }: ServerReader<Item>,
  asList?: (value: unknown) => unknown,
): Item[] | undefined {
  const maximum = boundsOf(call.settings).maximumServersPerCall;
  return readJsonList(call.read, name, {
    keys,
    maximum,
    malformed: BACKEND_SERVERS_MALFORMED,
    tooMany: tooManyBackendServers(maximum),
    ...(asList !== undefined && { asList }),
    item: (object) => read(object, call),
  });
}

/** ENI and ECI servers are for high-performance instances; `missing` is how the call says that a server does not exist. */
export function checkServers(
  loadBalancer: LoadBalancer | undefined,
  servers: readonly Named[],
  missing: Rejection,
): void {
  const takesAnyType = loadBalancer !== undefined && isHighPerformance(loadBalancer);
  if (!takesAnyType && servers.some(({ type = 'ecs' }) => type !== 'ecs')) reject(BACKEND_TYPE_INVALID);
  if (servers.some(({ serverId }) => serverId.startsWith(MISSING_SERVER))) reject(missing);
}

export function attachedServer(call: Call, given: GivenServer): BackendServer {
  const { serverId, weight, type, serverIp, description } = given;
  return {
    serverId,
    serverIp: (type === 'eni' || type === 'eci' ? serverIp : undefined) ?? addressOf(call, serverId),
    weight: weight ?? 100,
    type: type ?? 'ecs',
    ...(description !== undefined && { description }),
    health: 'normal',
  };
}

export function attachedMember(call: Call, member: GivenMember): GroupMember {
  return { ...attachedServer(call, member), port: member.port };
}

type Named = Pick<GivenServer, 'serverId' | 'serverIp' | 'type'> & { readonly port?: number };

/**
 * Whether a call that names `named` means `server`. A network interface can be attached with several of its addresses:
 * `ServerIp` tells them apart, and without it all of them are meant. An ECS server has only one.
 */
function isMeant(server: Named, named: Named): boolean {
  return (
    server.serverId === named.serverId &&
    server.port === named.port &&
    (server.type === 'ecs' || named.serverIp === undefined || isSameAddress(server.serverIp, named.serverIp))
  );
}

/** An IPv6 address has several spellings. */
function isSameAddress(left: string | undefined, right: string): boolean {
  if (left === undefined || left === right) return true;
  return isIP(left) === 6 && isIP(right) === 6 && canonical(left) === canonical(right);
}

function canonical(address: string): string {
  return new SocketAddress({ address, family: 'ipv6' }).address;
}

/** Whether two servers cannot both be attached. A server without a type is an ECS server. */
export function isSame(left: Named, right: Named): boolean {
  const isOneOf = (server: Named, other: Named) => isMeant({ ...server, type: server.type ?? 'ecs' }, other);
  return isOneOf(left, right) || isOneOf(right, left);
}

export function withoutMeant<Server extends BackendServer>(
  servers: readonly Server[],
  given: readonly Named[],
): Server[] {
  return servers.filter((server) => !given.some((other) => isMeant(server, other)));
}

/**
 * Changes weights and descriptions; given servers that are not attached are skipped. An entry with the address of a server
 * counts before one for all addresses.
 */
export function withChanges<Server extends BackendServer>(
  servers: readonly Server[],
  given: readonly GivenServer[],
): Server[] {
  return servers.map((server) => {
    const meant = given.filter((other) => isMeant(server, other));
    const change = meant.find(({ serverIp }) => serverIp !== undefined) ?? meant[0];
    if (change === undefined) return server;
    const { weight = server.weight, description } = change;
    return { ...server, weight, ...(description !== undefined && { description }) };
  });
}

/**
 * Appends servers that are not attached yet, or rejects the call. If one is given more than once, the first counts
 * (slb-api.md 3.15).
 */
export function withAdded<Server extends BackendServer, Given extends Named>(
  servers: readonly Server[],
  given: readonly Given[],
  attached: (given: Given) => Server,
): Server[] {
  if (given.some((server) => servers.some((other) => isSame(other, server)))) reject(ALREADY_ATTACHED);
  const once = given.filter((server, index) => given.findIndex((other) => isSame(other, server)) === index);
  return [...servers, ...once.map(attached)];
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
