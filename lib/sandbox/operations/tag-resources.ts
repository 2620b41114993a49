import { answer, reject, type Answer } from '../answer';
import { COMBINATION_MISSING, INVALID_PARAMETER, TAG_KEY_MISSING, missing } from '../errors';
import { TAG_CREATE_LIMIT, TAG_LIMIT } from '../errors-resources';
import type { Tag } from '../store/models';
import { regionalRead, regionalWrite, type Call, type OperationRows } from './operation';
import { parameterReader, type ParameterReader } from './parameter-reader';
import { RESOURCE_TYPES, findTaggable, taggablesOf, type ResourceType, type Taggable } from './taggable';
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

function tagResources(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const type = readType(read);
  const resourceIds = read.list('ResourceId', MAXIMUM_RESOURCES);
  const parts = tagParts(call.parameters);
  const tags = checkedTags(parts, TAG_CREATE_LIMIT);
  if (!tags.ok) read.reject(tags.rejection);
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  if (resourceIds === undefined) return reject(missing('ResourceId'));
  if (!tags.ok || parts.length === 0) return reject(missing('Tag'));
  return retagged(call, type, resourceIds, (old) => withTags(old, tags.tags));
}

/** `All` counts only without TagKey. Keys that a resource does not have are skipped. */
function untagResources(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const type = readType(read);
  const resourceIds = read.list('ResourceId', MAXIMUM_RESOURCES);
  const keys = read.list('TagKey', MAXIMUM_TAGS);
  const all = read.boolean('All') ?? false;
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  if (resourceIds === undefined) return reject(missing('ResourceId'));
  if (keys === undefined && !all) return reject(COMBINATION_MISSING);
  return retagged(call, type, resourceIds, (old) =>
    keys === undefined ? [] : old.filter((tag) => !keys.includes(tag.key)),
  );
}

/** Null from `change` says that there would be too many. */
function retagged(
  call: Call,
  type: ResourceType,
  resourceIds: readonly string[],
  change: (old: readonly Tag[]) => readonly Tag[] | null,
): Answer {
  for (const resourceId of resourceIds) {
    const found = findTaggable(call, type, resourceId);
    if (!found.ok) return reject(found.rejection);
    const tags = change(found.value.tags);
    if (tags === null) return reject(TAG_LIMIT);
    found.value.save(tags);
  }
  return answer();
}

/**
 * The tags of the resources named, or of all of the type. With Tag.N only resources that have all of those, and of their
 * tags only those keys. A resource that is not there has no tags.
 */
function listTagResources(call: Call): Answer {
  const read = parameterReader(call.parameters);
  const type = readType(read);
  const resourceIds = read.list('ResourceId', MAXIMUM_RESOURCES);
  const start = read.checked('NextToken', (token) => offsetOf(token) !== null);
  const rejection = read.rejection();
  if (rejection !== null) return reject(rejection);
  const parts = tagParts(call.parameters);
  if (parts.length > MAXIMUM_TAGS) return reject(INVALID_PARAMETER);
  if (parts.some(({ key }) => key === undefined)) return reject(TAG_KEY_MISSING);
  const filters = readTagFilters(call.parameters);
  const resources = resourceIds === undefined ? taggablesOf(call, type) : named(call, type, resourceIds);
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
  return answer({
    NextToken: next < rows.length ? Buffer.from(String(next)).toString('base64url') : undefined,
    TagResources: { TagResource: rows.slice(offset, next) },
  });
}

function named(call: Call, type: ResourceType, resourceIds: readonly string[]): Taggable[] {
  return resourceIds.flatMap((resourceId) => {
    const found = findTaggable(call, type, resourceId);
    return found.ok ? [found.value] : [];
  });
}

function offsetOf(token: string): number | null {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
}
