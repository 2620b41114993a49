import type { Fields } from '../answer';
import { TAG_CREATE_LIMIT } from '../errors-resources';
import type { Tag } from '../store/models';
import { findLoadBalancer, regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import { pageOf, readPage } from './paging';
import type { ParameterReader } from './parameter-reader';
import { readTagText } from './tag-text';
import { MAXIMUM_TAGS, checkedTags, withTags, type TagFilter } from './tags';

/** aliyungo spells it so in these three calls, and the cloud answers them. */
const ALIASES = { LoadBalancerID: 'LoadBalancerId' };

/** The older tag calls: instances only, tags as a JSON text (slb-api.md 3.17). */
export const instanceTagRows: OperationRows = {
  AddTags: { ...regionalWrite(addTags, 'LoadBalancerId', 'Tags'), aliases: ALIASES },
  RemoveTags: { ...regionalWrite(removeTags, 'LoadBalancerId', 'Tags'), aliases: ALIASES },
  DescribeTags: { ...regionalRead(describeTags), aliases: ALIASES },
};

function readTagParts(read: ParameterReader): TagFilter[] | undefined {
  return readTagText(read, MAXIMUM_TAGS, TAG_CREATE_LIMIT);
}

function addTags(call: Call): Fields {
  const tags = checkedTags(readTagParts(call.read) ?? [], TAG_CREATE_LIMIT);
  return retagged(call, (old) => withTags(old, tags));
}

/** A key without a value takes the tag off whatever its value is; tags that are not there are skipped. */
function removeTags(call: Call): Fields {
  const parts = readTagParts(call.read) ?? [];
  return retagged(call, (old) => old.filter((tag) => !parts.some((part) => matches(tag, part))));
}

function matches(tag: Tag, part: TagFilter): boolean {
  return tag.key === part.key && (part.value === undefined || tag.value === part.value);
}

function retagged(call: Call, change: (old: readonly Tag[]) => readonly Tag[]): Fields {
  const loadBalancer = findLoadBalancer(call);
  call.tables.loadBalancers.update({ ...loadBalancer, tags: change(loadBalancer.tags) });
  return {};
}

/** The tags in use and how many instances have each; with DistinctKey one row per key, whatever the values. */
function describeTags(call: Call): Fields {
  const { read } = call;
  const parts = readTagParts(read);
  const byKey = read.boolean('DistinctKey') ?? false;
  const loadBalancerId = read.text('LoadBalancerId');
  const page = readPage(read, { normal: 50, maximum: 100 });
  const sets = new Map<string, { tag: Tag; instances: Set<string> }>();
  for (const loadBalancer of call.tables.loadBalancers.list(call.regionId)) {
    if (loadBalancerId !== undefined && loadBalancer.loadBalancerId !== loadBalancerId) continue;
    for (const tag of loadBalancer.tags) {
      if (parts !== undefined && !parts.some((part) => matches(tag, part))) continue;
      const shown = byKey ? { key: tag.key, value: '' } : tag;
      const name = JSON.stringify([shown.key, shown.value]);
      const set = sets.get(name) ?? { tag: shown, instances: new Set<string>() };
      set.instances.add(loadBalancer.loadBalancerId);
      sets.set(name, set);
    }
  }
  const rows = [...sets.values()].map(({ tag, instances }) => ({
    TagKey: tag.key,
    TagValue: tag.value,
    InstanceCount: instances.size,
  }));
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: rows.length,
    TagSets: { TagSet: pageOf(rows, page) },
  };
}
