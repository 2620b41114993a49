'use client';

import { NextIntlClientProvider } from 'next-intl';
import { actionRequest } from '@/lib/snippets/api-request';
import type { ListenerKey } from '@/lib/model/outcome';
import type { ListenerAction } from '@/lib/model/rules';
import type { CodeMessages } from './code-messages';
import { ParameterLists } from './parameter-list';
import { RequestCode } from './request-code';

type Props = CodeMessages & {
  action: ListenerAction;
  listeners: readonly ListenerKey[];
  warnings: readonly string[];
};

/** What a question would send. It brings its messages: the list does without them. */
export function QuestionCode({ locale, messages, action, listeners, warnings }: Props) {
  const requests = listeners.map((listener) => actionRequest(action, listener));
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      <RequestCode requests={requests} purpose={action} warnings={warnings}>
        <ParameterLists requests={requests} />
      </RequestCode>
    </NextIntlClientProvider>
  );
}
