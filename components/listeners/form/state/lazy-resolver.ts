import type { Resolver } from 'react-hook-form';
import type { ListenerFormValues } from '@/lib/model/draft';
import type { ResolverContext, ValidForm } from './form-types';

/** Begins to load the schema; nobody waits for it before the first field is left. */
export function loadResolver() {
  return import('./resolver');
}

/** The check of the form. The schema and its library are no part of the page's first load. */
export const lazyResolver: Resolver<ListenerFormValues, ResolverContext, ValidForm> = async (
  values,
  context,
) => {
  const { resolveEdit, resolveListener } = await loadResolver();
  const opened = context?.opened;
  return opened === undefined ? resolveListener(values, context) : resolveEdit(values, opened);
};
