'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { FailedFrame } from '@/components/listeners/peek/failed-frame';

/** A preview that fails leaves the list as it is. */
export default function PeekError({ reset }: { reset: () => void }) {
  const router = useRouter();
  return (
    <FailedFrame
      retry={() =>
        startTransition(() => {
          // The failure was the server's: without this, only what failed would be rendered again.
          router.refresh();
          reset();
        })
      }
    />
  );
}
