import type { UseFormReturn } from 'react-hook-form';
import type { ListenerFormValues } from '@/lib/listeners/draft';
import type { ListenerSpec } from '@/lib/listeners/schema';

/** What the check of the form knows beside the values. */
export type ResolverContext = {
  /** Entries of an access control list, undefined while they are not known. */
  entryCountOf: (regionId: string, aclId: string) => number | undefined;
};

export type ListenerForm = UseFormReturn<ListenerFormValues, ResolverContext, ListenerSpec>;
