'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

/** In the place of the panel, where Sluice itself failed. */
export function FailedFrame({ retry }: { retry: () => void }) {
  const t = useTranslations('list.peek');
  return (
    <aside
      aria-label={t('label')}
      className="grid w-102 flex-none content-start justify-items-start gap-3 border-l border-line-2 p-5 max-sm:w-auto"
    >
      <p role="alert">{t('failed')}</p>
      <Button icon="refresh" onClick={retry}>
        {t('retry')}
      </Button>
    </aside>
  );
}
