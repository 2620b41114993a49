'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { ErrorPage } from '@/components/shell/error-page';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** Bugs end here; what the cloud refuses is a value and never comes this far. */
export default function PageError({ error, reset }: Props) {
  const router = useRouter();
  return (
    <ErrorPage
      digest={error.digest}
      onRetry={() =>
        startTransition(() => {
          // The failure was the server's: the page is asked for again, then shown.
          router.refresh();
          reset();
        })
      }
    />
  );
}
