import { answer, refuse, type Answer, type Fields } from '../answer';
import { ACL_NOT_EXIST } from '../errors';
import type { AccessControlList } from '../store/models';
import { requiredText, type Call } from './operation';
import { parameterReader } from './parameter-reader';
import { matchesTags, readTagFilters, tagFields } from './tags';
import { timeText } from './times';

/** slb-api.md 3.13. */
const DEFAULT_PAGE_SIZE = 10;
const MAXIMUM_PAGE_SIZE = 50;

/** slb-api.md 3.13. */
export function describeAccessControlLists(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const name = read.text('AclName');
  const addressIpVersion = read.oneOf('AddressIPVersion', ['ipv4', 'ipv6']);
  const resourceGroupId = read.text('ResourceGroupId');
  const page = read.integer('PageNumber', 1, 1_000_000) ?? 1;
  const size = read.integer('PageSize', 1, MAXIMUM_PAGE_SIZE) ?? DEFAULT_PAGE_SIZE;
  const refusal = read.refusal();
  if (refusal !== null) return refuse(refusal);
  const tags = readTagFilters(call.parameters);
  const matching = call.tables.accessControlLists
    .list(call.regionId)
    .filter((acl) => name === undefined || acl.name.includes(name))
    .filter((acl) => addressIpVersion === undefined || acl.addressIpVersion === addressIpVersion)
    .filter((acl) => resourceGroupId === undefined || acl.resourceGroupId === resourceGroupId)
    .filter((acl) => matchesTags(acl.tags, tags));
  const shown = matching.slice((page - 1) * size, page * size);
  return answer({
    PageNumber: page,
    PageSize: size,
    TotalCount: matching.length,
    Count: shown.length,
    Acls: { Acl: shown.map(aclFields) },
  });
}

/** slb-api.md 3.13. Here the page's number is called `Page`. */
export function describeAccessControlListAttribute(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const comment = read.text('AclEntryComment');
  const page = read.integer('Page', 1, 1_000_000) ?? 1;
  const size = read.integer('PageSize', 1, MAXIMUM_PAGE_SIZE) ?? DEFAULT_PAGE_SIZE;
  const refusal = read.refusal();
  if (refusal !== null) return refuse(refusal);
  const acl = call.tables.accessControlLists.find(call.regionId, requiredText(call, 'AclId'));
  if (acl === undefined) return refuse(ACL_NOT_EXIST);
  const entries = acl.entries.filter((entry) => comment === undefined || entry.comment.includes(comment));
  return answer({
    ...aclFields(acl),
    TotalAclEntry: entries.length,
    AclEntrys: {
      AclEntry: entries.slice((page - 1) * size, page * size).map((entry) => ({
        AclEntryIP: entry.entry,
        AclEntryComment: entry.comment,
      })),
    },
    RelatedListeners: {
      RelatedListener: call.tables.listeners.withAcl(call.regionId, acl.aclId).map(({ listener }) => ({
        LoadBalancerId: listener.loadBalancerId,
        ListenerPort: listener.listenerPort,
        Protocol: listener.protocol,
        AclType: listener.acl?.type,
      })),
    },
  });
}

function aclFields(acl: AccessControlList): Fields {
  return {
    AclId: acl.aclId,
    AclName: acl.name,
    AddressIPVersion: acl.addressIpVersion,
    ResourceGroupId: acl.resourceGroupId,
    CreateTime: timeText(acl.createdAtMillis),
    Tags: { Tag: tagFields(acl.tags) },
  };
}
