'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { focusHere } from '@/components/ui/anchored-popover';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { TextInput } from '@/components/ui/text-input';
import { planColumns, type PlanColumn } from '@/lib/plans/plan-types';
import { shapeOf } from './grid/columns';
import type { ColumnTexts } from './grid/use-column-texts';

type Props = {
  /** The column that is begun with. */
  begin: PlanColumn;
  /** How many rows get the value. */
  rowCount: number;
  texts: ColumnTexts;
  onSet: (column: PlanColumn, text: string) => void;
};

/** Gives a column the same value in all rows that are shown. */
export function SetColumn({ begin, rowCount, texts, onSet }: Props) {
  const t = useTranslations('plans.toolbar');
  const id = useId();
  const [column, setColumn] = useState<PlanColumn>(begin);
  const [text, setText] = useState('');
  const shape = shapeOf(column);

  function submit(event: FormEvent) {
    event.preventDefault();
    onSet(column, text);
  }

  return (
    <form onSubmit={submit} className="grid gap-3 p-4">
      <div className="grid gap-1">
        <label htmlFor={`${id}-column`} className="text-12 text-ink-2">
          {t('setColumn')}
        </label>
        <Select
          id={`${id}-column`}
          ref={focusHere}
          value={column}
          options={planColumns.map((value) => ({ value, label: texts.label(value) }))}
          onChange={(event) => {
            const chosen = planColumns.find((each) => each === event.target.value);
            if (chosen === undefined) return;
            setColumn(chosen);
            // What was meant for another column is none of this one.
            setText('');
          }}
        />
      </div>
      <div className="grid gap-1">
        <label htmlFor={`${id}-value`} className="text-12 text-ink-2">
          {t('setValue')}
        </label>
        {shape.kind === 'choice' ? (
          <Select
            id={`${id}-value`}
            value={text}
            placeholder={texts.blank}
            options={shape.choices.map((value) => ({ value, label: texts.value(column, value) }))}
            onChange={(event) => setText(event.target.value)}
          />
        ) : (
          <TextInput
            id={`${id}-value`}
            aria-describedby={`${id}-hint`}
            numeric={shape.kind === 'number'}
            mono={shape.kind !== 'text'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {t('setBlank')}
        </p>
      </div>
      <Button type="submit" className="justify-self-start">
        {t('setApply', { count: rowCount })}
      </Button>
    </form>
  );
}
