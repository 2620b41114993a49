'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';

/** Reads it again. */
export function PeekRetry() {
  const t = useTranslations('list.peek');
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button icon="refresh" busy={pending} onClick={() => startTransition(() => router.refresh())}>
      {t('retry')}
    </Button>
  );
}
