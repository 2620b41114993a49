'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Message } from '@/components/ui/message';
import { Segmented } from '@/components/ui/segmented';
import type { CodeRequest } from '@/lib/snippets/api-request';
import { ParameterLists } from './parameter-list';
import { RequestCode } from './request-code';

/** What can be done with a listener that exists, by code. */
export const listenerPurposes = ['recreate', 'start', 'stop', 'delete'] as const;
export type ListenerPurpose = (typeof listenerPurposes)[number];

type Props = {
  /** Said before the code of a purpose, and in it as comments. */
  warnings: Readonly<Record<ListenerPurpose, readonly string[]>>;
  /** The requests of each purpose. */
  requests: Readonly<Record<ListenerPurpose, readonly CodeRequest[]>>;
};

/** The requests that create, start, stop or delete listeners that exist, as parameters and as code. */
export function ListenerCode({ requests, warnings }: Props) {
  const t = useTranslations('code');
  const [purpose, setPurpose] = useState<ListenerPurpose>('recreate');
  const chosen = requests[purpose];
  return (
    <>
      <div className="px-5 py-2.5 max-sm:px-4">
        <Segmented
          name="code-purpose"
          aria-label={t('purpose.label')}
          value={purpose}
          options={listenerPurposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
          onValueChange={setPurpose}
        />
      </div>
      <div className="grid gap-1 px-4 pb-2 empty:hidden">
        {warnings[purpose].map((words) => (
          <Message key={words} kind="warn">
            {words}
          </Message>
        ))}
      </div>
      <RequestCode requests={chosen} purpose={purpose} warnings={warnings[purpose]}>
        <ParameterLists requests={chosen} />
      </RequestCode>
    </>
  );
}
