import { z } from 'zod';
import type { GroupMember, ServerGroup, ServerGroupDetail } from '@/lib/slb/responses';
import { fields, rows } from './lenient';
import { number, text, word } from './values';

const vServerGroupSchema = fields({ VServerGroupId: text, VServerGroupName: text, ServerCount: number }, [
  'VServerGroupId',
]).transform((wire): ServerGroup => ({
  groupId: wire.VServerGroupId,
  name: wire.VServerGroupName ?? wire.VServerGroupId,
  serverCount: wire.ServerCount ?? null,
}));

/** DescribeVServerGroups (slb-api.md 3.14). */
export const vServerGroupsAnswer = z
  .object({
    VServerGroups: rows(vServerGroupSchema, { wrapper: 'VServerGroup', names: ['VServerGroupName'] }),
  })
  .transform((wire) => wire.VServerGroups);

const primarySecondaryServerGroupSchema = fields(
  { MasterSlaveServerGroupId: text, MasterSlaveServerGroupName: text },
  ['MasterSlaveServerGroupId'],
).transform((wire): ServerGroup => ({
  groupId: wire.MasterSlaveServerGroupId,
  name: wire.MasterSlaveServerGroupName ?? wire.MasterSlaveServerGroupId,
  // Two by definition (slb-api.md 5.7); the call does not count them.
  serverCount: null,
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
  if (serverType === 'master') return 'primary';
  return serverType === 'slave' ? 'secondary' : null;
}

const memberSchema = fields({
  ServerId: text,
  ServerIp: text,
  Port: number,
  Weight: number,
  Description: text,
  ServerType: word,
}).transform((wire): GroupMember => ({
  // A server without an id still counts.
  serverId: wire.ServerId ?? wire.ServerIp ?? '?',
  serverIp: wire.ServerIp ?? null,
  port: wire.Port ?? null,
  weight: wire.Weight ?? null,
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
      MasterSlaveBackendServers: rows(memberSchema, { wrapper: 'MasterSlaveBackendServer', names: [] }),
    }),
  )
  .transform((wire): ServerGroupDetail => ({
    groupId: wire.MasterSlaveServerGroupId,
    name: wire.MasterSlaveServerGroupName ?? wire.MasterSlaveServerGroupId,
    members: wire.MasterSlaveBackendServers.items,
  }));
