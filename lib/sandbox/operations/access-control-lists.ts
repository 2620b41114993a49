import type { Fields } from '../answer';
import type { AccessControlList } from '../store/models';
import { aclChangeRows, findList } from './acl-changes';
import { regionalRead, type Call, type OperationRows } from './operation';
import { pageOf, readPage } from './paging';
import { matchesTags, readTagFilters, tagFields } from './tags';
import { timeText } from './times';

/** slb-api.md 3.13. */
const PAGE_SIZES = { normal: 10, maximum: 50 };

export const accessControlListRows: OperationRows = {
  ...aclChangeRows,
  DescribeAccessControlLists: regionalRead(describeAccessControlLists),
  DescribeAccessControlListAttribute: regionalRead(describeAccessControlListAttribute, 'AclId'),
};

/** slb-api.md 3.13. */
function describeAccessControlLists(call: Call): Fields {
  const { read } = call;
  const name = read.text('AclName');
  const addressIpVersion = read.oneOf('AddressIPVersion', ['ipv4', 'ipv6']);
  const resourceGroupId = read.text('ResourceGroupId');
  const page = readPage(read, PAGE_SIZES);
  const tags = readTagFilters(call.parameters);
  const matching = call.tables.accessControlLists
    .list(call.regionId)
    .filter((acl) => name === undefined || acl.name.includes(name))
    .filter((acl) => addressIpVersion === undefined || acl.addressIpVersion === addressIpVersion)
    .filter((acl) => resourceGroupId === undefined || acl.resourceGroupId === resourceGroupId)
    .filter((acl) => matchesTags(acl.tags, tags));
  const shown = pageOf(matching, page);
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: matching.length,
    Count: shown.length,
    Acls: { Acl: shown.map(aclFields) },
  };
}

/** slb-api.md 3.13. Here the page's number is called `Page`. */
function describeAccessControlListAttribute(call: Call): Fields {
  const { read } = call;
  const comment = read.text('AclEntryComment');
  const page = readPage(read, PAGE_SIZES, 'Page');
  const acl = findList(call);
  const entries = acl.entries.filter((entry) => comment === undefined || entry.comment.includes(comment));
  return {
    ...aclFields(acl),
    TotalAclEntry: entries.length,
    AclEntrys: {
      AclEntry: pageOf(entries, page).map((entry) => ({
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
  };
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
