'use client';

import { useTranslations } from 'next-intl';
import { useController, useWatch } from 'react-hook-form';
import { AwaitedHere } from '@/components/shell/awaited-writes';
import { Button } from '@/components/ui/button';
import { CheckboxField } from '@/components/ui/checkbox';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { fieldId, openPaths } from '@/components/listeners/form/state/sections';
import { needsTick } from '@/components/listeners/form/state/confirmations';
import { useReach, useProblems, useValues } from '@/components/listeners/form/state/use-problems';

type Props = { creating: boolean; onCancel: () => void };

/** The submit action, what still prevents it, and what happens next. */
export function SubmitBar({ creating, onCancel }: Props) {
  const t = useTranslations('form');
  const { form } = useListenerForm();
  const {
    field: { ref, ...start },
  } = useController({ control: form.control, name: 'startAfterCreate' });
  return (
    <div className="sticky bottom-0 z-4 mt-auto -mx-6 flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line bg-canvas px-6 py-3 max-sm:-mx-4 max-sm:px-4 max-sm:py-2">
      <AwaitedHere className="w-full pb-1" />
      <Button type="submit" variant="primary" busy={creating} className="min-w-[116px] max-sm:flex-1">
        {t(creating ? 'submit.creating' : 'submit.create')}
      </Button>
      <Button variant="quiet" onClick={onCancel}>
        {t('submit.cancel')}
      </Button>
      <div className="ml-2 flex min-w-0 items-center sm:flex-1 gap-x-4 max-sm:order-first max-sm:m-0 max-sm:w-full max-sm:justify-between max-sm:py-1">
        <CheckboxField
          id={fieldId('startAfterCreate')}
          name={start.name}
          ref={ref}
          checked={start.value}
          onChange={(event) => start.onChange(event.target.checked)}
          onBlur={start.onBlur}
          label={t('label.startAfterCreate')}
          className="whitespace-nowrap"
        />
        <ToGo />
      </div>
    </div>
  );
}

function ToGo() {
  const t = useTranslations('form.submit');
  const { form } = useListenerForm();
  const values = useValues();
  const erroneous = useProblems(values).flatMap(({ path }) =>
    path === 'acl.emptyAcknowledged' ? [] : [path],
  );
  const errors = erroneous.length;
  const open = openPaths(values, { isEdit: false }).filter(
    (path) => !erroneous.some((wrong) => wrong === path),
  ).length;
  const ticks = needsTick(values.acl, useReach()) ? 1 : 0;
  const starts = useWatch({ control: form.control, name: 'startAfterCreate' });
  const error = () => <b className="font-medium text-bad">{t('errors', { count: errors })}</b>;
  const tick = () => <b className="font-medium text-warn">{t('ticks', { count: ticks })}</b>;
  return (
    <output aria-label={t('label')} className="min-w-0 text-12 text-ink-2 max-sm:text-right">
      {errors > 0 && ticks > 0
        ? t.rich('both', { e: error, t: tick })
        : errors > 0
          ? t.rich('one', { x: error })
          : ticks > 0 && t.rich('one', { x: tick })}{' '}
      {errors + ticks === 0 && open > 0 && t('open', { count: open })}
      {errors + ticks + open === 0 && (
        <span className="max-sm:sr-only">{t(starts ? 'started' : 'stopped')}</span>
      )}
    </output>
  );
}
