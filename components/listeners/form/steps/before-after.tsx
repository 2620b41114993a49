'use client';

import { useTranslations } from 'next-intl';

/** Old struck out, arrow, new. */
export function BeforeAfter({ before, after }: { before: string; after: string }) {
  const t = useTranslations('edit.review');
  return (
    <span>
      <span className="sr-only">{t('before')} </span>
      <del className="text-ink-3 decoration-ink-3">{before}</del>
      <span aria-hidden="true" className="mx-2 text-ink-3">
        →
      </span>
      <span className="sr-only">{t('after')} </span>
      <ins className="font-medium no-underline">{after}</ins>
    </span>
  );
}
