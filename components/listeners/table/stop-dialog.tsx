'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog, focusFirst } from '@/components/ui/dialog';
import { AsOf } from '@/components/listeners/freshness/as-of';
import { strong } from './strong';
import { Message } from '@/components/ui/message';
import type { Subject } from '@/components/listeners/freshness/list-client';

type Props = {
  subject: Subject;
  pending: boolean;
  onCancel: () => void;
  onStop: () => void;
};

/**
 * Asked before one or many listeners are stopped: what is cut off, how many servers are affected, and how to undo it.
 */
export function StopDialog({ subject, pending, onCancel, onStop }: Props) {
  const t = useTranslations('list.dialog');
  /** A call in progress cannot be recalled, so the dialog stays until the response. */
  const cancel = () => {
    if (!pending) onCancel();
  };
  const { tally } = subject;
  return (
    <Dialog
      alert
      title={t('stopTitle', { name: subject.name })}
      onClose={cancel}
      actions={
        <>
          <Button ref={focusFirst} busy={pending} onClick={cancel}>
            {t('cancel')}
          </Button>
          <Button variant="primary" busy={pending} onClick={() => onStop()}>
            {t('stop')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-ink-2">
        <p>
          {t.rich('stopText', { backends: subject.backends, b: strong })}
          {tally !== null &&
            tally.normal + tally.abnormal > 0 &&
            ` ${t('healthy', { normal: tally.normal, all: tally.all })}`}
        </p>
        {subject.ownerWarning !== null && <Message kind="warn">{subject.ownerWarning}</Message>}
        <p>{t('undo')}</p>
        <AsOf />
      </div>
    </Dialog>
  );
}
