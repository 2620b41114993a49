'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { fetchJson, jsonRequest } from '@/components/shell/fetch-json';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { useSelection } from '@/components/listeners/selection/selection';
import { groupKeys } from '@/lib/listeners/list/selection';
import { inputLimits } from '@/lib/input-limits';
import type { ListenerKey } from '@/lib/model/outcome';
import { loadCodeMessages, type CodeMessages } from './code-messages';
import type { ShownCode } from './code-warnings';

const CodeDialog = lazy(async () => ({ default: (await import('./code-dialog')).CodeDialog }));

type Opened = CodeMessages & { keys: readonly ListenerKey[]; code: ShownCode };

/** Opens the code of the selected listeners, which the server makes from what it knows of them. */
export function SelectionCodeButton() {
  const t = useTranslations('selection');
  const { selected } = useSelection();
  const toasts = useToast();
  const [busy, setBusy] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);

  async function open() {
    if (selected.length > inputLimits.codeListeners) {
      toasts.show({ kind: 'error', title: t('codeLimit', { most: inputLimits.codeListeners }) });
      return;
    }
    setBusy(true);
    try {
      const [messages, code] = await Promise.all([
        loadCodeMessages(),
        fetchJson<ShownCode>('/listeners/code', jsonRequest({ selected: groupKeys(selected) })),
      ]);
      setOpened({ ...messages, keys: selected, code });
    } catch (error) {
      // The browser throws a TypeError where nothing answers.
      toasts.show({ kind: 'error', title: t(error instanceof TypeError ? 'noServer' : 'codeFailed') });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {selected.length > 0 && (
        <Button
          icon="code"
          busy={busy}
          title={t('code')}
          onClick={() => void open()}
          className="max-md:px-1.5"
        >
          <span className="max-md:sr-only">{t('code')}</span>
        </Button>
      )}
      {opened !== null && (
        <Suspense>
          <CodeDialog {...opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
