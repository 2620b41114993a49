'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { focusFirst } from '@/components/ui/dialog';
import { TextInput } from '@/components/ui/text-input';
import { integerIn } from '@/lib/model/integer-text';
import type { BulkKind } from '@/lib/runs/run-types';
import { BulkQuestion, type BulkDialogProps } from './bulk-question';
import { usePlanDetail } from './use-plan-detail';

/** The question before a start, a stop or a deletion of many. Deleting what runs wants the number typed (ux.md A3). */
export function BulkDialog({
  kind,
  request,
  startRun,
  onClose,
}: BulkDialogProps & { kind: Exclude<BulkKind, 'change'> }) {
  const t = useTranslations('bulk');
  const id = useId();
  const [typed, setTyped] = useState('');
  const plan = usePlanDetail(kind, request, null);
  const count = plan.counts.requested;
  const wantsTyping = kind === 'delete' && plan.running > 0;
  const missing = wantsTyping && integerIn(typed, { min: 1, max: count }) !== count;
  return (
    <BulkQuestion
      kind={kind}
      plan={plan}
      settings={null}
      missingId={missing ? `${id}-why` : null}
      startRun={startRun}
      onClose={onClose}
      confirmation={
        wantsTyping && (
          <div className="grid gap-1">
            <label htmlFor={`${id}-count`}>{t('type', { count: String(count) })}</label>
            <TextInput
              ref={focusFirst}
              id={`${id}-count`}
              mono
              width="short"
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <p id={`${id}-why`} className="text-12 text-ink-2">
              {missing ? t('typeWhy', { count: String(count) }) : '\u00A0'}
            </p>
          </div>
        )
      }
    />
  );
}
