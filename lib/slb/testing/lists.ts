import { z } from 'zod';
import { callSlb, noContent } from '../client';

/** What somebody else does to access control lists: Sluice only reads them. */

/** Makes a list with these entries and returns its id. */
export async function newList(regionId: string, entries: readonly string[]): Promise<string> {
  const made = await callSlb({
    action: 'CreateAccessControlList',
    regionId,
    parameters: { AclName: `list-${entries.length}-${Date.now()}` },
    effect: 'write',
    answer: z.object({ AclId: z.string() }),
  });
  if (!made.ok) throw new Error(made.error.message);
  await addEntries(regionId, made.value.AclId, entries);
  return made.value.AclId;
}

export function addEntries(regionId: string, aclId: string, entries: readonly string[]): Promise<void> {
  return changeEntries('AddAccessControlListEntry', regionId, aclId, entries);
}

export function removeEntries(regionId: string, aclId: string, entries: readonly string[]): Promise<void> {
  return changeEntries('RemoveAccessControlListEntry', regionId, aclId, entries);
}

async function changeEntries(
  action: string,
  regionId: string,
  aclId: string,
  entries: readonly string[],
): Promise<void> {
  if (entries.length === 0) return;
  const changed = await callSlb({
    action,
    regionId,
    parameters: { AclId: aclId, AclEntrys: JSON.stringify(entries.map((entry) => ({ entry }))) },
    effect: 'write',
    answer: noContent,
  });
  if (!changed.ok) throw new Error(changed.error.message);
}
