import type { UseFormReturn } from 'react-hook-form';
import type { ListenerFormValues } from '@/lib/model/draft';
import type { Opened } from '@/lib/listeners/edit/edit-values';
import type { Reach } from '@/lib/model/reach';
import type { ListenerSpec } from '@/lib/model/schema';

/** What the check of the form knows beside the values. */
export type ResolverContext = {
  /** Who could reach the requested listener, as far as its list and its instance are known. */
  reachOf: (values: ListenerFormValues) => Reach;
  /** The listener that is edited; absent for a new one. */
  opened?: Opened;
};

/** What a valid form gives: a listener to create, or the values of an edit as they are, whose difference is what counts. */
export type ValidForm = ListenerSpec | ListenerFormValues;

export type ListenerForm = UseFormReturn<ListenerFormValues, ResolverContext, ValidForm>;
