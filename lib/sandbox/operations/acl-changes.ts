import { isIP } from 'node:net';
import { reject, type Fields } from '../answer';
import { ACL_NOT_EXIST, INVALID_PARAMETER } from '../errors';
import {
  ACL_BOUND,
  ACL_ENTRY_EMPTY,
  ACL_ENTRY_EXISTS,
  ACL_ENTRY_INVALID,
  ACL_ENTRY_OVER_LIMIT,
  ACL_ENTRY_VERSION,
  ACL_NAME_EXIST,
  ACL_OVER_LIMIT,
} from '../errors-resources';
import type { AccessControlList } from '../store/models';
import { newId } from './ids';
import { readJsonList } from './json-list';
import { isAclName } from './names';
import { regionalWrite, requiredText, type Call, type OperationRows } from './operation';
import type { ParameterReader } from './parameter-reader';
import { DEFAULT_RESOURCE_GROUP } from '../resource-groups';
import { readTags } from './tags';

/** slb-api.md 5.7, the bound of the API's own page; the quota page counts 200 per account. */
const MAXIMUM_LISTS = 50;
/** slb-api.md 5.7. */
const MAXIMUM_ENTRIES = 300;
const MAXIMUM_ENTRIES_PER_CALL = 50;

/** slb-api.md 3.13. */
export const aclChangeRows: OperationRows = {
  CreateAccessControlList: regionalWrite(createList, 'AclName'),
  DeleteAccessControlList: regionalWrite(deleteList, 'AclId'),
  SetAccessControlListAttribute: regionalWrite(setListAttribute, 'AclId', 'AclName'),
  AddAccessControlListEntry: regionalWrite(addEntries, 'AclId', 'AclEntrys'),
  RemoveAccessControlListEntry: regionalWrite(removeEntries, 'AclId'),
};

export function findList(call: Call): AccessControlList {
  const aclId = requiredText(call, 'AclId');
  return call.tables.accessControlLists.find(call.regionId, aclId) ?? reject(ACL_NOT_EXIST);
}

function createList(call: Call): Fields {
  const { read } = call;
  const name = read.checked('AclName', isAclName) ?? '';
  const addressIpVersion = read.oneOf('AddressIPVersion', ['ipv4', 'ipv6']) ?? 'ipv4';
  const tags = readTags(call.parameters);
  const others = call.tables.accessControlLists.list(call.regionId);
  if (others.some((other) => other.name === name)) return reject(ACL_NAME_EXIST);
  if (others.length >= MAXIMUM_LISTS) return reject(ACL_OVER_LIMIT);
  const aclId = newId('acl');
  call.tables.accessControlLists.insert({
    regionId: call.regionId,
    aclId,
    name,
    addressIpVersion,
    resourceGroupId: read.text('ResourceGroupId') ?? DEFAULT_RESOURCE_GROUP,
    createdAtMillis: call.nowMillis,
    entries: [],
    tags,
  });
  return { AclId: aclId };
}

function deleteList(call: Call): Fields {
  const { aclId } = findList(call);
  if (call.tables.listeners.withAcl(call.regionId, aclId).length > 0) return reject(ACL_BOUND);
  call.tables.accessControlLists.remove(call.regionId, aclId);
  return {};
}

function setListAttribute(call: Call): Fields {
  const name = call.read.checked('AclName', isAclName) ?? '';
  const found = findList(call);
  const isTaken = call.tables.accessControlLists
    .list(call.regionId)
    .some((other) => other.name === name && other.aclId !== found.aclId);
  if (isTaken) return reject(ACL_NAME_EXIST);
  call.tables.accessControlLists.update({ ...found, name });
  return {};
}

/** D16: what is repeated in the call counts once; when one is in the list already, none is added. */
function addEntries(call: Call): Fields {
  const given = readEntries(call.read);
  const acl = findList(call);
  if (given.some(({ entry }) => versionOf(entry) !== acl.addressIpVersion)) return reject(ACL_ENTRY_VERSION);
  const held = new Set(acl.entries.map(({ entry }) => entry));
  if (given.some(({ entry }) => held.has(entry))) return reject(ACL_ENTRY_EXISTS);
  const added = given.filter(
    ({ entry }, index) => given.findIndex((other) => other.entry === entry) === index,
  );
  if (acl.entries.length + added.length > MAXIMUM_ENTRIES) return reject(ACL_ENTRY_OVER_LIMIT);
  call.tables.accessControlLists.update({ ...acl, entries: [...acl.entries, ...added] });
  return {};
}

/** Entries that are not in the list are skipped; to name none at all is `AclEntryEmpty`. */
function removeEntries(call: Call): Fields {
  const given = readEntries(call.read);
  const found = findList(call);
  const removed = new Set(given.map(({ entry }) => entry));
  const entries = found.entries.filter(({ entry }) => !removed.has(entry));
  call.tables.accessControlLists.update({ ...found, entries });
  return {};
}

type Entry = AccessControlList['entries'][number];

/** The entries that a call names, at least one. */
function readEntries(read: ParameterReader): Entry[] {
  const entries = readJsonList(read, 'AclEntrys', {
    keys: ['entry', 'comment'],
    maximum: MAXIMUM_ENTRIES_PER_CALL,
    malformed: ACL_ENTRY_INVALID,
    tooMany: INVALID_PARAMETER,
    item: (object) => ({
      entry: entryOf(object.text('entry')),
      comment: object.text('comment') ?? '',
    }),
  });
  return entries === undefined || entries.length === 0 ? reject(ACL_ENTRY_EMPTY) : entries;
}

function entryOf(text: string | undefined): string {
  return text !== undefined && versionOf(text) !== null ? text : reject(ACL_ENTRY_INVALID);
}

/** The IP version of a CIDR block; null if it is not one. */
function versionOf(text: string): AccessControlList['addressIpVersion'] | null {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 4 && Number(length) <= 32) return 'ipv4';
  return version === 6 && Number(length) <= 128 ? 'ipv6' : null;
}
