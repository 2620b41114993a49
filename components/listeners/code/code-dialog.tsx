'use client';

import { NextIntlClientProvider, useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { LocalTime } from '@/components/ui/local-time';
import { Message } from '@/components/ui/message';
import type { ListenerKey } from '@/lib/model/outcome';
import type { ListenerAction } from '@/lib/model/rules';
import { actionRequest } from '@/lib/snippets/api-request';
import type { CodeMessages } from './code-messages';
import type { ShownCode } from './code-warnings';
import { ListenerCode } from './listener-code';

type Props = CodeMessages & {
  keys: readonly ListenerKey[];
  code: ShownCode;
  onClose: () => void;
};

/** The selected listeners as code. It brings its messages: the list does without them. */
export function CodeDialog({ locale, messages, ...props }: Props) {
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      <SelectedCode {...props} />
    </NextIntlClientProvider>
  );
}

function SelectedCode({ keys, code, onClose }: Omit<Props, keyof CodeMessages>) {
  const t = useTranslations('code');
  const locale = useLocale();
  const each = (action: ListenerAction) => keys.map((key) => actionRequest(action, key));
  return (
    <Dialog
      title={t('dialog', { count: keys.length })}
      onClose={onClose}
      className="max-w-[720px]"
      actions={<Button onClick={onClose}>{t('close')}</Button>}
    >
      {code.unknown > 0 && <Message kind="warn">{t('unknown', { count: code.unknown })}</Message>}
      {code.oldestReadAtMillis !== null && (
        <p className="text-12 text-ink-2">
          {t('readAt')} <LocalTime at={new Date(code.oldestReadAtMillis).toISOString()} locale={locale} />
        </p>
      )}
      <div className="-mx-5">
        <ListenerCode
          warnings={{ ...code.warnings, recreate: [] }}
          requests={{
            recreate: code.recreate,
            start: each('start'),
            stop: each('stop'),
            delete: each('delete'),
          }}
        />
      </div>
    </Dialog>
  );
}
