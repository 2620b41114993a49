import { z } from 'zod';
import type {
  GroupMember,
  PrimarySecondaryServerGroup,
  ServerGroupDetail,
  VServerGroup,
} from '@/lib/slb/responses';
import { nullableNumber, nullableText, optionalText, text, wrappedList } from './values';

const vServerGroupSchema = z
  .object({
    VServerGroupId: text,
    VServerGroupName: optionalText,
    ServerCount: nullableNumber,
    CreateTime: nullableText,
  })
  .transform((wire): VServerGroup => ({
    vServerGroupId: wire.VServerGroupId,
    name: wire.VServerGroupName ?? wire.VServerGroupId,
    serverCount: wire.ServerCount,
    createdAt: wire.CreateTime,
  }));

/** DescribeVServerGroups (slb-api.md 3.14). */
export const vServerGroupsAnswer = z
  .object({ VServerGroups: wrappedList('VServerGroup', vServerGroupSchema) })
  .transform((wire) => wire.VServerGroups);

const primarySecondaryServerGroupSchema = z
  .object({
    MasterSlaveServerGroupId: text,
    MasterSlaveServerGroupName: optionalText,
    CreateTime: nullableText,
  })
  .transform((wire): PrimarySecondaryServerGroup => ({
    primarySecondaryServerGroupId: wire.MasterSlaveServerGroupId,
    name: wire.MasterSlaveServerGroupName ?? wire.MasterSlaveServerGroupId,
    createdAt: wire.CreateTime,
  }));

/** DescribeMasterSlaveServerGroups (slb-api.md 3.14). */
export const primarySecondaryServerGroupsAnswer = z
  .object({
    MasterSlaveServerGroups: wrappedList('MasterSlaveServerGroup', primarySecondaryServerGroupSchema),
  })
  .transform((wire) => wire.MasterSlaveServerGroups);

const memberWire = z.object({
  ServerId: text,
  ServerIp: nullableText,
  Port: nullableNumber,
  Weight: nullableNumber,
  Type: nullableText,
  Description: nullableText,
  ServerType: optionalText,
});

function roleOf(serverType: string | undefined): GroupMember['role'] {
  switch (serverType?.toLowerCase()) {
    case 'master':
      return 'primary';
    case 'slave':
      return 'secondary';
    default:
      return null;
  }
}

const memberSchema = memberWire.transform((wire): GroupMember => ({
  serverId: wire.ServerId,
  serverIp: wire.ServerIp,
  port: wire.Port,
  weight: wire.Weight,
  type: wire.Type,
  description: wire.Description,
  role: roleOf(wire.ServerType),
}));

/** DescribeVServerGroupAttribute (slb-api.md 3.14). */
export const vServerGroupAnswer = z
  .object({
    VServerGroupId: text,
    VServerGroupName: optionalText,
    BackendServers: wrappedList('BackendServer', memberSchema),
  })
  .transform((wire): ServerGroupDetail => ({
    groupId: wire.VServerGroupId,
    name: wire.VServerGroupName ?? wire.VServerGroupId,
    members: wire.BackendServers,
  }));

/** DescribeMasterSlaveServerGroupAttribute (slb-api.md 3.14). */
export const primarySecondaryServerGroupAnswer = z
  .object({
    MasterSlaveServerGroupId: text,
    MasterSlaveServerGroupName: optionalText,
    MasterSlaveBackendServers: wrappedList('MasterSlaveBackendServer', memberSchema),
  })
  .transform((wire): ServerGroupDetail => ({
    groupId: wire.MasterSlaveServerGroupId,
    name: wire.MasterSlaveServerGroupName ?? wire.MasterSlaveServerGroupId,
    members: wire.MasterSlaveBackendServers,
  }));
