import { reject } from '../answer';
import {
  TAGS_OVER_LIMIT,
  TAG_KEY_INVALID,
  TAG_KEY_MISSING,
  TAG_VALUE_INVALID,
  type Rejection,
} from '../errors';
import { TAG_LIMIT } from '../errors-resources';
import type { Tag } from '../store/models';
import { indexed } from './parameter-reader';

/** slb-api.md 3.7. */
export const MAXIMUM_TAGS = 20;

/** Tags as answers print them. */
export function tagFields(tags: readonly Tag[]): { TagKey: string; TagValue: string }[] {
  return tags.map((tag) => ({ TagKey: tag.key, TagValue: tag.value }));
}

export type TagPart = { key?: string; value?: string };

/** `Tag.N.Key` and `Tag.N.Value`, by rising N. */
export function tagParts(parameters: ReadonlyMap<string, string>): TagPart[] {
  const parts = new Map<number, TagPart>();
  for (const { index, rest, value } of indexed(parameters, 'Tag')) {
    const part = parts.get(index) ?? {};
    if (rest === 'Key') part.key = value;
    if (rest === 'Value') part.value = value;
    parts.set(index, part);
  }
  return [...parts.values()].filter((part) => part.key !== undefined || part.value !== undefined);
}

/** The tags of a new resource. A key given twice keeps its last value. */
export function readTags(parameters: ReadonlyMap<string, string>): Tag[] {
  return checkedTags(tagParts(parameters), TAGS_OVER_LIMIT);
}

/** The rules of slb-api.md 3.7 for keys and values; `tooMany` is how the call says that there are more than twenty. */
export function checkedTags(parts: readonly TagPart[], tooMany: Rejection): Tag[] {
  if (parts.length > MAXIMUM_TAGS) reject(tooMany);
  const tags = new Map<string, string>();
  for (const { key, value = '' } of parts) {
    if (key === undefined) return reject(TAG_KEY_MISSING);
    if (key.length > 64 || /^(aliyun|acs:)/.test(key) || hasUrl(key)) reject(TAG_KEY_INVALID);
    if (value.length > 128 || hasUrl(value)) reject(TAG_VALUE_INVALID);
    tags.set(key, value);
  }
  return [...tags].map(([key, value]) => ({ key, value }));
}

/** The old tags with the given ones, at most twenty; a key has one value. */
export function withTags(old: readonly Tag[], given: readonly Tag[]): Tag[] {
  const all = new Map([...old, ...given].map(({ key, value }) => [key, value]));
  if (all.size > MAXIMUM_TAGS) reject(TAG_LIMIT);
  return [...all].map(([key, value]) => ({ key, value }));
}

function hasUrl(text: string): boolean {
  return /https?:\/\//.test(text);
}

export type TagFilter = { readonly key: string; readonly value?: string };

/** The tags that a list call filters by; a part without a key filters nothing. */
export function readTagFilters(parameters: ReadonlyMap<string, string>): TagFilter[] {
  return tagParts(parameters).flatMap(({ key, value }) =>
    key === undefined ? [] : [value === undefined ? { key } : { key, value }],
  );
}

export function matchesTags(tags: readonly Tag[], filters: readonly TagFilter[]): boolean {
  return filters.every((filter) =>
    tags.some((tag) => tag.key === filter.key && (filter.value === undefined || tag.value === filter.value)),
  );
}
