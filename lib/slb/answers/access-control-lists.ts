import { z } from 'zod';
import type { AccessControlList, AccessControlListEntry } from '@/lib/slb/responses';
import { nullableText, number, optionalNumber, optionalText, text, wrappedList } from './values';

const accessControlListWire = z.object({
  AclId: text,
  AclName: optionalText,
  AddressIPVersion: optionalText,
  CreateTime: nullableText,
});

function accessControlListOf(wire: z.output<typeof accessControlListWire>): AccessControlList {
  return {
    aclId: wire.AclId,
    name: wire.AclName ?? wire.AclId,
    // The samples of 2019 leave the version out; access control lists were IPv4 then (slb-api.md 3.13).
    addressIpVersion: wire.AddressIPVersion?.toLowerCase() ?? 'ipv4',
    createdAt: wire.CreateTime,
  };
}

/** DescribeAccessControlLists, one page (slb-api.md 3.13). */
export const accessControlListsAnswer = z
  .object({
    TotalCount: optionalNumber,
    Acls: wrappedList('Acl', accessControlListWire.transform(accessControlListOf)),
  })
  .transform((wire) => ({ items: wire.Acls, totalCount: wire.TotalCount }));

const entrySchema = z
  .object({ AclEntryIP: text, AclEntryComment: nullableText })
  .transform((wire): AccessControlListEntry => ({
    entry: wire.AclEntryIP,
    comment: wire.AclEntryComment,
  }));

const relatedListenerSchema = z
  .object({
    LoadBalancerId: text,
    ListenerPort: number,
    Protocol: optionalText,
    AclType: nullableText,
  })
  .transform((wire) => ({
    loadBalancerId: wire.LoadBalancerId,
    listenerPort: wire.ListenerPort,
    protocol: wire.Protocol?.toLowerCase() ?? '',
    aclType: wire.AclType,
  }));

/** DescribeAccessControlListAttribute, one page of entries (slb-api.md 3.13). */
export const accessControlListAnswer = accessControlListWire
  .extend({
    TotalAclEntry: optionalNumber,
    AclEntrys: wrappedList('AclEntry', entrySchema),
    RelatedListeners: wrappedList('RelatedListener', relatedListenerSchema),
  })
  .transform((wire) => ({
    accessControlList: accessControlListOf(wire),
    relatedListeners: wire.RelatedListeners,
    items: wire.AclEntrys,
    totalCount: wire.TotalAclEntry,
  }));
