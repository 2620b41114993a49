import { reject } from '../answer';
import { INVALID_PARAMETER, TAG_KEY_MISSING, type Rejection } from '../errors';
import { isObject, readJsonList } from './json-list';
import type { ParameterReader } from './parameter-reader';
import type { TagFilter } from './tags';

/**
 * The tags of the parameter `Tags`, undefined when it is absent: a list `[{"TagKey":"k","TagValue":"v"}]` (slb-api.md
 * 3.17, and the Kubernetes cloud controller), one such object, or a dictionary `{"k":"v"}` (3.3). Only a tag without a
 * value, or with null, is one of any value.
 */
export function readTagText(
  read: ParameterReader,
  maximum: number,
  tooMany: Rejection,
): TagFilter[] | undefined {
  return readJsonList(read, 'Tags', {
    keys: ['TagKey', 'TagValue'],
    maximum,
    keepsEmpty: true,
    malformed: INVALID_PARAMETER,
    tooMany,
    asList: (value) => (isObject(value) ? tagObjects(value) : value),
    item: (object) => {
      const key = object.text('TagKey') || reject(TAG_KEY_MISSING);
      const value = object.text('TagValue');
      return { key, ...(value !== undefined && { value }) };
    },
  });
}

function tagObjects(object: Readonly<Record<string, unknown>>): unknown[] {
  if (Object.keys(object).some((key) => key.toLowerCase() === 'tagkey')) return [object];
  return Object.entries(object).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}
