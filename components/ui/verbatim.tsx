import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names';

/** Text that a browser must not translate (an id, a port, an address), in the monospaced face. */
export function Mono({ className, ...rest }: ComponentProps<'span'>) {
  return <span {...rest} translate="no" className={cx('mono', className)} />;
}

/** The same, small and quiet, next to a name. */
export function Id({ className, ...rest }: ComponentProps<'span'>) {
  return <span {...rest} translate="no" className={cx('id', className)} />;
}

/** The same as code: what is sent, or what an API returned. */
export function Code({ className, ...rest }: ComponentProps<'code'>) {
  return <code {...rest} translate="no" className={cx('mono', className)} />;
}

/** For a value, and for `t.rich`: the `<code>…</code>` of a message. */
export const code = (words: ReactNode) => <Code>{words}</Code>;
