import { z } from 'zod';
import type { Tag } from '@/lib/slb/responses';
import { list } from './lenient';
import { text } from './values';

// Older responses use other names for a tag's parts.
const tag = z.union([
  z.object({ TagKey: text, TagValue: text.nullish() }).transform((wire) => [wire.TagKey, wire.TagValue]),
  z.object({ Key: text, Value: text.nullish() }).transform((wire) => [wire.Key, wire.Value]),
]);

// Tags have no meaningful order, so sort them: what is returned in another order has not changed.
export const tags = list(
  tag.transform(([key, value]) => ({ key: key ?? '', value: value ?? '' })),
  { wrapper: 'Tag' },
).transform((read): Tag[] => read.toSorted((one, other) => (one.key < other.key ? -1 : 1)));
