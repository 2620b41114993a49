import { z } from 'zod';
import type { AccessControlList, AccessControlListEntry } from '@/lib/slb/responses';
import { fields, rows } from './lenient';
import { number, text, word } from './values';

const accessControlListWire = { AclId: text, AclName: text, AddressIPVersion: word };

function accessControlListOf(wire: {
  AclId: string;
  AclName?: string | undefined;
  AddressIPVersion?: string | undefined;
}): AccessControlList {
  return {
    aclId: wire.AclId,
    name: wire.AclName ?? wire.AclId,
    // The samples of 2019 omit it (slb-api.md 3.13).
    addressIpVersion: wire.AddressIPVersion ?? '',
  };
}

/** DescribeAccessControlLists, one page (slb-api.md 3.13). */
export const accessControlListsAnswer = z
  .object({
    TotalCount: number.optional().catch(undefined),
    Acls: rows(fields(accessControlListWire, ['AclId']).transform(accessControlListOf), {
      wrapper: 'Acl',
      names: ['AclName'],
    }),
  })
  .transform((wire) => ({ ...wire.Acls, totalCount: wire.TotalCount }));

const entrySchema = fields({ AclEntryIP: text, AclEntryComment: text }, ['AclEntryIP']).transform(
  (wire): AccessControlListEntry => ({
    entry: wire.AclEntryIP,
    comment: wire.AclEntryComment ?? null,
  }),
);

/** DescribeAccessControlListAttribute, one page of entries (slb-api.md 3.13). */
export const accessControlListAnswer = fields({ ...accessControlListWire, TotalAclEntry: number }, ['AclId'])
  .and(
    z.object({
      // The entries are the purpose of the call: without them the response is unusable.
      AclEntrys: rows(entrySchema, { wrapper: 'AclEntry', names: ['AclEntryComment'] }),
    }),
  )
  .transform((wire) => ({
    accessControlList: accessControlListOf(wire),
    ...wire.AclEntrys,
    totalCount: wire.TotalAclEntry,
  }));
