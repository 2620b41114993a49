import { reject, type Fields } from '../answer';
import { COMBINATION_MISSING, INVALID_PARAMETER, TAG_KEY_MISSING, missing } from '../errors';
import { TAG_CREATE_LIMIT } from '../errors-resources';
import type { Tag } from '../store/models';
import { regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import type { ParameterReader } from './parameter-reader';
import { NOT_FOUND, RESOURCE_TYPES, taggablesById, type ResourceType } from './taggable';
import { MAXIMUM_TAGS, checkedTags, matchesTags, readTagFilters, tagParts, withTags } from './tags';

const MAXIMUM_RESOURCES = 20;
/** The sheet gives no page size. */
const ROWS_PER_PAGE = 50;

/** slb-api.md 3.16. ResourceId.N and Tag.N are lists, so what is missing of them is said here. */
export const tagResourceRows: OperationRows = {
  TagResources: regionalWrite(tagResources, 'ResourceType'),
  UntagResources: regionalWrite(untagResources, 'ResourceType'),
  ListTagResources: regionalRead(listTagResources, 'ResourceType'),
};

function readType(read: ParameterReader): ResourceType {
  return read.oneOf('ResourceType', RESOURCE_TYPES) ?? 'instance';
}

function tagResources(call: Call): Fields {
  const { read } = call;
  const type = readType(read);
  const resourceIds = read.list('ResourceId', MAXIMUM_RESOURCES);
  const parts = tagParts(call.parameters);
  const tags = checkedTags(parts, TAG_CREATE_LIMIT);
  if (resourceIds === undefined) return reject(missing('ResourceId'));
  if (parts.length === 0) return reject(missing('Tag'));
  return retagged(call, type, resourceIds, (old) => withTags(old, tags));
}

/** `All` counts only without TagKey. Keys that a resource does not have are skipped. */
function untagResources(call: Call): Fields {
  const { read } = call;
  const type = readType(read);
  const resourceIds = read.list('ResourceId', MAXIMUM_RESOURCES);
  const keys = read.list('TagKey', MAXIMUM_TAGS);
  const all = read.boolean('All') ?? false;
  if (resourceIds === undefined) return reject(missing('ResourceId'));
  if (keys === undefined && !all) return reject(COMBINATION_MISSING);
  return retagged(call, type, resourceIds, (old) =>
    keys === undefined ? [] : old.filter((tag) => !keys.includes(tag.key)),
  );
}

function retagged(
  call: Call,
  type: ResourceType,
  resourceIds: readonly string[],
  change: (old: readonly Tag[]) => readonly Tag[],
): Fields {
  const byId = taggablesById(call, type);
  for (const resourceId of resourceIds) {
    const found = byId.get(resourceId) ?? reject(NOT_FOUND[type]);
    found.save(change(found.tags));
  }
  return {};
}

/**
 * The tags of the resources named, or of all of the type. With Tag.N only resources that have all of those, and of their
 * tags only those keys. A resource that is not there has no tags.
 */
function listTagResources(call: Call): Fields {
  const { read } = call;
  const type = readType(read);
  const resourceIds = read.list('ResourceId', MAXIMUM_RESOURCES);
  const start = read.checked('NextToken', (token) => offsetOf(token) !== null);
  const parts = tagParts(call.parameters);
  if (parts.length > MAXIMUM_TAGS) return reject(INVALID_PARAMETER);
  if (parts.some(({ key }) => key === undefined)) return reject(TAG_KEY_MISSING);
  const filters = readTagFilters(call.parameters);
  const byId = taggablesById(call, type);
  const resources =
    resourceIds === undefined ? [...byId.values()] : resourceIds.flatMap((id) => byId.get(id) ?? []);
  const rows = resources
    .filter(({ tags }) => matchesTags(tags, filters))
    .flatMap(({ resourceId, tags }) =>
      tags
        .filter((tag) => filters.length === 0 || filters.some(({ key }) => key === tag.key))
        .map((tag) => ({
          ResourceId: resourceId,
          ResourceType: type,
          TagKey: tag.key,
          TagValue: tag.value,
        })),
    );
  const offset = start === undefined ? 0 : (offsetOf(start) ?? 0);
  const next = offset + ROWS_PER_PAGE;
  return {
    NextToken: next < rows.length ? Buffer.from(String(next)).toString('base64url') : undefined,
    TagResources: { TagResource: rows.slice(offset, next) },
  };
}

function offsetOf(token: string): number | null {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
}
