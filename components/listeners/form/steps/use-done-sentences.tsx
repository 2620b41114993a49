'use client';

import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { SentenceGap } from '@/components/ui/sentence-gap';
import type { Written } from '@/lib/model/outcome';

/** What a notification says of a write below its title. It names each value that SLB returned differently. */
export function useDoneSentences(): (done: Written, found: string) => ReactNode {
  const t = useTranslations('form.done');
  return ({ foundAfterLostAnswer, readBack, differences }, found) => {
    const sentences = [
      foundAfterLostAnswer && found,
      !readBack && t('notRead'),
      differences.length > 0 && t('differences'),
      ...differences.map(({ name, requested, found: value }) =>
        value === null
          ? t('differenceNone', { name, requested })
          : t('difference', { name, requested, found: value }),
      ),
    ].filter((sentence) => sentence !== false);
    if (sentences.length === 0) return null;
    return sentences.map((sentence) => (
      <Fragment key={sentence}>
        {sentence}
        <SentenceGap />
      </Fragment>
    ));
  };
}
