import { z } from 'zod';
import type { Tables } from '../store/store';
import { insertDemo } from './demo';
import { insertHuge } from './huge';
import { insertLarge } from './large';
import { insertOdd } from './odd';

export const seedNameSchema = z.enum(['demo', 'empty', 'huge', 'large', 'odd']);
export type SeedName = z.infer<typeof seedNameSchema>;

/** What a new or reset sandbox holds. `empty` has regions and nothing in them. */
export const SEEDS: Record<SeedName, (tables: Tables) => void> = {
  demo: insertDemo,
  empty: () => {},
  huge: insertHuge,
  large: insertLarge,
  odd: insertOdd,
};
