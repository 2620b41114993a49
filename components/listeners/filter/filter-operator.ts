import type { Messages } from '@/lib/i18n/messages';

/** How a filter compares, as the bar names it. */
export type FilterOperator = keyof Messages['query']['operator'];
