import NextLink, { type LinkProps } from 'next/link';

/**
 * A way to another page of Sluice. Nothing is asked of the server before the press: each page shows how things stand at that
 * moment, so Next would fetch early only the frame that stands already (docs/decisions/087-no-link-prefetching.md).
 */
export function Link<Target>(props: Omit<LinkProps<Target>, 'prefetch'>) {
  return <NextLink {...props} prefetch={false} />;
}
