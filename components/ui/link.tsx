import NextLink, { type LinkProps } from 'next/link';

/**
 * A link to another page of Sluice. Nothing is requested before the click: each page shows the state at that moment, so
 * Next would only prefetch the frame that is already there (docs/decisions/087-no-link-prefetching.md).
 */
export function Link<Target>(props: Omit<LinkProps<Target>, 'prefetch'>) {
  return <NextLink {...props} prefetch={false} />;
}
