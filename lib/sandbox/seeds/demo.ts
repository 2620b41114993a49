import type { Tables } from '../store/store';
import { frankfurt } from './demo-frankfurt';
import { hangzhou } from './demo-hangzhou';
import { shanghai } from './demo-shanghai';

/** Believable data in three regions. The reference's own example ids stand in cn-hangzhou. */
export function insertDemo(tables: Tables): void {
  for (const region of [hangzhou(), shanghai(), frankfurt()]) {
    for (const loadBalancer of region.loadBalancers) tables.loadBalancers.insert(loadBalancer);
    for (const group of region.serverGroups) tables.serverGroups.insert(group);
    for (const acl of region.accessControlLists) tables.accessControlLists.insert(acl);
    for (const certificate of region.certificates) tables.certificates.insert(certificate);
    for (const { listener, state } of region.listeners) tables.listeners.insert(listener, state);
  }
}
