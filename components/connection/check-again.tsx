'use client';

import { useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';

/** Has everything on the page asked again; what is shown stays until the answers are there. */
export function CheckAgain({ label }: { label: string }) {
  const router = useRouter();
  const [isChecking, startChecking] = useTransition();
  return (
    <Button
      size="small"
      icon="refresh"
      busy={isChecking}
      onClick={() => startChecking(() => router.refresh())}
    >
      {label}
    </Button>
  );
}
