import { z } from 'zod';
import type { PrimarySecondaryServerGroup, VServerGroup } from '@/lib/slb/responses';
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
