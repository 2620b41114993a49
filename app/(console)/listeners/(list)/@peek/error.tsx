'use client';

import { FailedFrame } from '@/components/listeners/peek/failed-frame';

/** A preview that fails leaves the list as it is. */
export default function PeekError({ reset }: { reset: () => void }) {
  return <FailedFrame retry={reset} />;
}
