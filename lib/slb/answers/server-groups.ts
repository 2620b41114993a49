import { z } from 'zod';
import type {
  GroupMember,
  PrimarySecondaryServerGroup,
  ServerGroupDetail,
  VServerGroup,
} from '@/lib/slb/responses';
import { fields, rows } from './lenient';
import { number, text, word } from './values';

const vServerGroupSchema = fields(
  { VServerGroupId: text, VServerGroupName: text, ServerCount: number, CreateTime: text },
  ['VServerGroupId'],
).transform((wire): VServerGroup => ({
  vServerGroupId: wire.VServerGroupId,
  name: wire.VServerGroupName ?? wire.VServerGroupId,
  serverCount: wire.ServerCount ?? null,
  createdAt: wire.CreateTime ?? null,
}));

/** DescribeVServerGroups (slb-api.md 3.14). */
export const vServerGroupsAnswer = z
  .object({
    VServerGroups: rows(vServerGroupSchema, { wrapper: 'VServerGroup', names: ['VServerGroupName'] }),
  })
  .transform((wire) => wire.VServerGroups);

const primarySecondaryServerGroupSchema = fields(
  { MasterSlaveServerGroupId: text, MasterSlaveServerGroupName: text, CreateTime: text },
  ['MasterSlaveServerGroupId'],
).transform((wire): PrimarySecondaryServerGroup => ({
  primarySecondaryServerGroupId: wire.MasterSlaveServerGroupId,
  name: wire.MasterSlaveServerGroupName ?? wire.MasterSlaveServerGroupId,
  createdAt: wire.CreateTime ?? null,
}));

/** DescribeMasterSlaveServerGroups (slb-api.md 3.14). */
export const primarySecondaryServerGroupsAnswer = z
  .object({
    MasterSlaveServerGroups: rows(primarySecondaryServerGroupSchema, {
      wrapper: 'MasterSlaveServerGroup',
      names: ['MasterSlaveServerGroupName'],
    }),
  })
  .transform((wire) => wire.MasterSlaveServerGroups);

function roleOf(serverType: string | undefined): GroupMember['role'] {
  switch (serverType) {
    case 'master':
      return 'primary';
    case 'slave':
      return 'secondary';
    default:
      return null;
  }
}

const memberSchema = fields({
  ServerId: text,
  ServerIp: text,
  Port: number,
  Weight: number,
  Type: text,
  Description: text,
  ServerType: word,
}).transform((wire): GroupMember => ({
  // A server without an id still counts.
  serverId: wire.ServerId ?? wire.ServerIp ?? '?',
  serverIp: wire.ServerIp ?? null,
  port: wire.Port ?? null,
  weight: wire.Weight ?? null,
  type: wire.Type ?? null,
  description: wire.Description ?? null,
  role: roleOf(wire.ServerType),
}));

/** DescribeVServerGroupAttribute (slb-api.md 3.14). */
export const vServerGroupAnswer = fields({ VServerGroupId: text, VServerGroupName: text }, ['VServerGroupId'])
  .and(z.object({ BackendServers: rows(memberSchema, { wrapper: 'BackendServer', names: [] }) }))
  .transform((wire): ServerGroupDetail => ({
    groupId: wire.VServerGroupId,
    name: wire.VServerGroupName ?? wire.VServerGroupId,
    members: wire.BackendServers.items,
  }));

/** DescribeMasterSlaveServerGroupAttribute (slb-api.md 3.14). */
export const primarySecondaryServerGroupAnswer = fields(
  { MasterSlaveServerGroupId: text, MasterSlaveServerGroupName: text },
  ['MasterSlaveServerGroupId'],
)
  .and(
    z.object({
      MasterSlaveBackendServers: rows(memberSchema, {
        wrapper: 'MasterSlaveBackendServer',
        names: [],
      }),
    }),
  )
  .transform((wire): ServerGroupDetail => ({
    groupId: wire.MasterSlaveServerGroupId,
    name: wire.MasterSlaveServerGroupName ?? wire.MasterSlaveServerGroupId,
    members: wire.MasterSlaveBackendServers.items,
  }));
