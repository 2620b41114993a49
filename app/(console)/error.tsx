'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { ErrorPage } from '@/components/shell/error-page';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** Bugs end here; a rejection by the cloud is a value and never gets this far. */
export default function PageError({ error, reset }: Props) {
  const router = useRouter();
  return (
    <ErrorPage
      digest={error.digest}
      onRetry={() =>
        startTransition(() => {
          // The failure was the server's: the page is requested again, then shown.
          router.refresh();
          reset();
        })
      }
    />
  );
}
