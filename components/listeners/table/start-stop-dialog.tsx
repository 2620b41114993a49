'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { Message } from '@/components/ui/message';
import { CodeDisclosure } from '@/components/listeners/code/code-disclosure';
import { AsOf } from '@/components/listeners/freshness/as-of';
import type { QuestionProps } from './question-props';
import { strong } from './strong';

/**
 * What a stop cuts off, how many servers are affected, and how to undo it; of a start, that the listener's owner may undo
 * it.
 */
export function StartStopDialog({
  action,
  subject,
  pending,
  onCancel,
  onConfirm,
}: QuestionProps & { action: 'start' | 'stop' }) {
  const t = useTranslations('list.dialog');
  /** A call in progress cannot be recalled, so the dialog stays until the response. */
  const cancel = () => {
    if (!pending) onCancel();
  };
  const { tally, ownerWarning, listenerKey } = subject;
  const isStop = action === 'stop';
  return (
    <Dialog
      alert
      title={t(`${action}Title`, { name: subject.name })}
      onClose={cancel}
      actions={
        <>
          <Button ref={focusFirst} busy={pending} onClick={cancel}>
            {t('cancel')}
          </Button>
          <Button variant="primary" busy={pending} onClick={onConfirm}>
            {t(action)}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-ink-2">
        <p>
          {t.rich(`${action}Text`, { backends: subject.backends, b: strong })}
          {isStop &&
            tally !== null &&
            tally.normal + tally.abnormal > 0 &&
            ` ${t('healthy', { normal: tally.normal, all: tally.all })}`}
        </p>
        {ownerWarning !== null && <Message kind="warn">{ownerWarning}</Message>}
        {isStop && <p>{t('undo')}</p>}
        <AsOf />
      </div>
      <CodeDisclosure
        action={action}
        listeners={[listenerKey]}
        warnings={ownerWarning === null ? [] : [ownerWarning]}
      />
    </Dialog>
  );
}
