'use client';

import { useTranslations } from 'next-intl';
import { useController } from 'react-hook-form';
import { onLeave } from '@/components/form/leave';
import { FieldRow } from '@/components/ui/field-row';
import { TextInput } from '@/components/ui/text-input';
import { defaults, limits } from '@/lib/model/limits';
import { useBad, useListenerForm } from '@/components/listeners/form/state/form-context';
import { fieldId } from '@/components/listeners/form/state/sections';
import { useFieldMessages } from '@/components/listeners/form/state/use-field-messages';

const THRESHOLDS = ['healthCheck.healthyThreshold', 'healthCheck.unhealthyThreshold'] as const;

/** The two counts side by side: back after, out after. Their bounds and defaults are the same. */
export function ThresholdsField() {
  const t = useTranslations('form');
  const bad = useBad();
  const { originOf } = useListenerForm();
  const { label } = useFieldMessages();
  const inError = THRESHOLDS.flatMap((path) => {
    const words = bad(path);
    return words === undefined ? [] : [t('summary.entry', { label: label(path), words })];
  });
  return (
    <FieldRow
      group
      id="field-thresholds"
      label={t('label.thresholds')}
      range={t('range.thresholds', { ...limits.healthyThreshold, value: defaults.healthyThreshold })}
      bad={
        inError.length > 0 &&
        inError.map((words) => (
          <span key={words} className="block">
            {words}
          </span>
        ))
      }
      below={
        <>
          {originOf('healthCheck.healthyThreshold')}
          {originOf('healthCheck.unhealthyThreshold')}
        </>
      }
    >
      {(aria) => (
        <div
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a field set has a look of its own
          role="group"
          id={aria.id}
          aria-labelledby={aria['aria-labelledby']}
          className="flex flex-wrap gap-x-4 gap-y-2"
        >
          {THRESHOLDS.map((name) => (
            <ThresholdInput key={name} name={name} describedBy={aria['aria-describedby']} />
          ))}
        </div>
      )}
    </FieldRow>
  );
}

type InputProps = { name: (typeof THRESHOLDS)[number]; describedBy: string | undefined };

function ThresholdInput({ name, describedBy }: InputProps) {
  const t = useTranslations('form.unit');
  const { form } = useListenerForm();
  const bad = useBad();
  const { label } = useFieldMessages();
  const {
    field: { ref, ...field },
  } = useController({ control: form.control, name });
  return (
    <TextInput
      id={fieldId(name)}
      aria-label={label(name)}
      aria-describedby={describedBy}
      aria-invalid={bad(name) === undefined ? undefined : true}
      name={name}
      ref={ref}
      value={field.value}
      onChange={(event) => field.onChange(event.target.value)}
      onBlur={onLeave(field.onBlur)}
      numeric
      placeholder={String(defaults.healthyThreshold)}
      unit={t(name === 'healthCheck.healthyThreshold' ? 'backAfter' : 'outAfter')}
      unitFirst
      className="w-[132px]!"
    />
  );
}
