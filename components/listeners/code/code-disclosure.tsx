'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { inputLimits } from '@/lib/input-limits';
import type { ListenerKey } from '@/lib/model/outcome';
import type { ListenerAction } from '@/lib/model/rules';
import { loadCodeMessages, type CodeMessages } from './code-messages';

const loadQuestionCode = () => import('./question-code');
const QuestionCode = lazy(async () => ({ default: (await loadQuestionCode()).QuestionCode }));

type Props = {
  action: ListenerAction;
  listeners: readonly ListenerKey[];
  /** What the question warns of, in the code as comments. */
  warnings: readonly string[];
};

/** Below a question: what it would send, as code. Loaded when it is unfolded: most questions are just answered. */
export function CodeDisclosure(props: Props) {
  const t = useTranslations('list.dialog');
  const [open, setOpen] = useState(false);
  const [messages, setMessages] = useState<CodeMessages | null>(null);
  const [failed, setFailed] = useState(false);
  const isTooMuch = props.listeners.length > inputLimits.codeListeners;

  async function load() {
    try {
      const [loaded] = await Promise.all([loadCodeMessages(), loadQuestionCode()]);
      setMessages(loaded);
    } catch {
      setFailed(true);
    }
  }

  function toggle(isOpen: boolean) {
    setOpen(isOpen);
    setFailed(false);
    if (isOpen && messages === null && !isTooMuch) void load();
  }

  const words = (text: string) => <p className="px-5 pb-2 text-12 text-ink-2">{text}</p>;
  return (
    <details
      className="group -mx-5 border-t border-line"
      onToggle={(event) => toggle(event.currentTarget.open)}
    >
      <summary className="flex cursor-pointer list-none items-center gap-1 px-5 py-2 text-12 text-ink-2 [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-right" size={12} className="group-open:rotate-90" />
        {t('code')}
      </summary>
      {open &&
        (isTooMuch ? (
          words(t('codeLimit', { most: inputLimits.codeListeners }))
        ) : failed ? (
          words(t('codeFailed'))
        ) : messages === null ? (
          words(t('codeLoading'))
        ) : (
          <Suspense fallback={words(t('codeLoading'))}>
            <QuestionCode {...props} {...messages} />
          </Suspense>
        ))}
    </details>
  );
}
