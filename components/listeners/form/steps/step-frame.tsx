'use client';

import type { ReactNode } from 'react';
import { AwaitedHere } from '@/components/shell/awaited-writes';

type Props = { title: ReactNode; children: ReactNode; actions: ReactNode; onSubmit?: () => void };

/** A step in place of the fields: it is announced by its heading, which takes the focus. */
export function StepFrame({ title, children, actions, onSubmit }: Props) {
  return (
    <form
      noValidate
      className="flex min-w-0 flex-col self-stretch px-6 pt-4 max-sm:px-4 max-sm:pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.();
      }}
    >
      <h2
        ref={focusOnArrival}
        tabIndex={-1}
        className="scroll-mt-4 text-15 font-semibold outline-none focus-visible:shadow-none max-sm:scroll-mt-20"
      >
        {title}
      </h2>
      <div className="grid gap-4 py-4">{children}</div>
      <div className="sticky bottom-0 z-4 mt-auto -mx-6 flex flex-wrap items-center gap-2 border-t border-line bg-canvas px-6 py-3 max-sm:-mx-4 max-sm:px-4 max-sm:py-2">
        <AwaitedHere className="w-full" />
        {actions}
      </div>
    </form>
  );
}

/** The same function at each rendering, so that it is called on arrival alone. */
export function focusOnArrival(element: HTMLElement | null): void {
  element?.focus();
}
