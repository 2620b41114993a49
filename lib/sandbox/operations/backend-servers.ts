import { isIP } from 'node:net';
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

/** One server of a BackendServers text (slb-api.md 3.14); what it leaves out is undefined. */
export type GivenServer = {
  readonly serverId: string;
  readonly weight: number | undefined;
  readonly type: BackendServer['type'] | undefined;
  readonly serverIp: string | undefined;
  readonly description: string | undefined;
};

export type GivenMember = GivenServer & { readonly port: number };

type ServerCall = Pick<Call, 'settings'>;

export function readServer(read: ParameterReader, call: ServerCall): GivenServer {
  return {
    serverId: read.text('ServerId') ?? reject(BACKEND_SERVERS_MALFORMED),
    weight: read.integer('Weight', 0, 100, WEIGHT_MALFORMED),
    type: read.oneOf('Type', ['ecs', 'eni', 'eci'], BACKEND_TYPE_INVALID),
    serverIp: read.checked('ServerIp', (text) => isIP(text) !== 0),
    description: read.checked('Description', (text) => isGroupName(call, text)),
  };
}

export function readMember(read: ParameterReader, call: ServerCall): GivenMember {
  const server = readServer(read, call);
  const port = read.integer('Port', 1, MAXIMUM_PORT, MEMBER_PORT_INVALID);
  return { ...server, port: port ?? reject(MEMBER_PORT_INVALID) };
}

const SERVER_KEYS = ['ServerId', 'Port', 'Weight', 'Type', 'ServerIp', 'Description', 'ServerType'];

/** The servers that a call names in one of its parameters; undefined when it is absent. */
export function readServers<Item>(
  call: Call,
  name: string,
  item: (read: ParameterReader, call: ServerCall) => Item,
  asList?: (value: unknown) => unknown,
): Item[] | undefined {
  const maximum = boundsOf(call.settings).maximumServersPerCall;
  return readJsonList(call.read, name, {
    keys: SERVER_KEYS,
    maximum,
    malformed: BACKEND_SERVERS_MALFORMED,
    tooMany: tooManyBackendServers(maximum),
    ...(asList !== undefined && { asList }),
    item: (read) => item(read, call),
  });
}

/** ENI and ECI servers are for high-performance instances; `missing` is how the call says that a server does not exist. */
export function checkServers(
  loadBalancer: LoadBalancer | undefined,
  servers: readonly BackendServer[],
  missing: Rejection,
): void {
  const takesAnyType = loadBalancer !== undefined && isHighPerformance(loadBalancer);
  if (!takesAnyType && servers.some(({ type }) => type !== 'ecs')) reject(BACKEND_TYPE_INVALID);
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

/** Weight and description as given, else as they were. */
export function reweighted<Server extends BackendServer>(server: Server, given: GivenServer): Server {
  return {
    ...server,
    weight: given.weight ?? server.weight,
    ...(given.description !== undefined && { description: given.description }),
  };
}

type Attached = BackendServer & { readonly port?: number };
type Named = { readonly serverId: string; readonly port?: number; readonly serverIp?: string | undefined };

/**
 * Whether a call that names `named` means this server. A network interface can be attached with several of its addresses:
 * `ServerIp` tells them apart, and without it all of them are meant. An ECS server has one, whatever the call says.
 */
export function isMeant(server: Attached, named: Named): boolean {
  return (
    server.serverId === named.serverId &&
    server.port === named.port &&
    (named.serverIp === undefined || server.type === 'ecs' || server.serverIp === named.serverIp)
  );
}

export function withoutMeant<Server extends Attached>(
  servers: readonly Server[],
  given: readonly Named[],
): Server[] {
  return servers.filter((server) => !given.some((other) => isMeant(server, other)));
}

/**
 * `servers` and behind them the added ones, of which none may be there already. Of those that are the same only the first
 * counts (slb-api.md 3.15).
 */
export function withAdded<Server extends Attached>(
  servers: readonly Server[],
  added: readonly Server[],
): Server[] {
  if (added.some((server) => servers.some((other) => isMeant(other, server)))) reject(ALREADY_ATTACHED);
  const once = added.filter((server, index) => added.findIndex((other) => isMeant(other, server)) === index);
  return [...servers, ...once];
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
