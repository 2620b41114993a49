import type { UseFormReturn } from 'react-hook-form';
import type { ListenerFormValues } from '@/lib/listeners/draft';
import type { Opened } from '@/lib/listeners/edit-values';
import type { ListenerSpec } from '@/lib/listeners/schema';

/** What the check of the form knows beside the values. */
export type ResolverContext = {
  /** Entries of an access control list, undefined while they are not known. */
  entryCountOf: (regionId: string, aclId: string) => number | undefined;
  /** The listener that is edited; absent for a new one. */
  opened?: Opened;
};

/** What a valid form gives: a listener to create, or the values of an edit as they are, whose difference is what counts. */
export type ValidForm = ListenerSpec | ListenerFormValues;

export type ListenerForm = UseFormReturn<ListenerFormValues, ResolverContext, ValidForm>;
