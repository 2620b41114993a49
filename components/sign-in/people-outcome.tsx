'use client';

import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { CopyButton } from '@/components/ui/copy-button';
import { Mono } from '@/components/ui/verbatim';
import type { PeopleState } from './people-state';

/** The result of a form on the users page; a link is shown only this once. */
export function PeopleOutcome({ problem, done, link }: PeopleState) {
  const t = useTranslations('account.people');
  return (
    <output className="grid gap-2">
      {problem !== null && <Banner kind="bad" fact={t(`problem.${problem}`)} />}
      {link !== null && (
        <Banner
          kind="info"
          fact={t('link.fact')}
          actions={<CopyButton value={link} label={t('link.copy')} done={t('link.copied')} />}
        >
          <Mono className="wrap-anywhere">{link}</Mono>
        </Banner>
      )}
      {done && link === null && <Banner kind="info" fact={t('done')} />}
    </output>
  );
}
