import type { ReactNode } from 'react';

type Props = { port: string; protocol: string; instance: string; children?: ReactNode };

/** Named as the row is, with what else is known below. */
export function PeekTitle({ port, protocol, instance, children }: Props) {
  return (
    <header className="px-5 pt-3 pb-2 max-sm:px-4">
      <h2 className="pr-8 text-15 font-semibold wrap-anywhere">
        <span translate="no" className="font-mono">
          {port}
        </span>{' '}
        <span translate="no" className="font-mono text-12 font-normal text-ink-3">
          {protocol}
        </span>{' '}
        {instance}
      </h2>
      {children}
    </header>
  );
}
