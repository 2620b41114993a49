import { reject, type Fields } from '../answer';
import { regionalWrite, requiredText, type Call, type OperationRows } from './operation';
import { NOT_FOUND } from './taggable';

export const moveResourceGroupRows: OperationRows = {
  MoveResourceGroup: regionalWrite(moveResourceGroup, 'ResourceId', 'ResourceType', 'NewResourceGroupId'),
};

/** Groups are not kept, as on creation: any of them exists. */
function moveResourceGroup(call: Call): Fields {
  const { read, regionId, tables } = call;
  const type = read.oneOf('ResourceType', ['loadbalancer', 'acl', 'certificate']);
  const resourceId = requiredText(call, 'ResourceId');
  const resourceGroupId = requiredText(call, 'NewResourceGroupId');
  if (type === 'acl') {
    const acl = tables.accessControlLists.find(regionId, resourceId) ?? reject(NOT_FOUND.acl);
    tables.accessControlLists.update({ ...acl, resourceGroupId });
  } else if (type === 'certificate') {
    const certificate =
      tables.certificates.find(regionId, 'server', resourceId) ??
      tables.certificates.find(regionId, 'ca', resourceId) ??
      reject(NOT_FOUND.certificate);
    tables.certificates.update({ ...certificate, resourceGroupId });
  } else {
    const loadBalancer = tables.loadBalancers.find(regionId, resourceId) ?? reject(NOT_FOUND.instance);
    tables.loadBalancers.update({ ...loadBalancer, resourceGroupId });
  }
  return {};
}
