import type { ReactNode } from 'react';
import { Skeleton } from '@/components/ui/skeleton';

/** Facts by name, one below the other. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[148px_minmax(0,1fr)] gap-x-4 gap-y-1.5 py-2 max-sm:grid-cols-1 max-sm:gap-y-0.5">
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 wrap-anywhere max-sm:mb-1.5">{children}</dd>
    </>
  );
}

/** Facts that are still being asked for. */
export function PendingFacts({ label, count }: { label: string; count: number }) {
  return (
    <div aria-busy="true" className="grid gap-2.5 py-3">
      <span className="sr-only">{label}</span>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} width={280} />
      ))}
    </div>
  );
}
