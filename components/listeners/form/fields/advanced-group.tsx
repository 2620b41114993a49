'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { TextField } from '@/components/form/text-field';
import { Disclosure } from '@/components/ui/disclosure';
import { FieldRow } from '@/components/ui/field-row';
import { defaults, limits } from '@/lib/model/limits';
import { usedText } from '@/lib/model/typed-values';
import { isBlank } from '@/lib/text/typed-text';
import { SettingsWithoutField } from './fixed-fields';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { GroupFrame, GroupHeading } from './group';
import { SettingSwitch } from './setting-switch';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** The rarely used settings, collapsed, with a summary of their values. */
export function AdvancedGroup({ open, onOpenChange }: Props) {
  const t = useTranslations('form');
  const domain = useTranslations('domain');
  const { form, edit } = useListenerForm();
  const field = useField();
  const [persistence, established] = useWatch({
    control: form.control,
    name: ['persistence', 'establishedTimeoutSeconds'],
  });
  const atDefaults = persistence.status === 'off' && isBlank(established);

  return (
    <GroupFrame section="advanced">
      <Disclosure
        show={t('advanced.show')}
        hide={t('advanced.hide')}
        open={open}
        onOpenChange={onOpenChange}
        heading={
          <GroupHeading
            section="advanced"
            title={t('sections.advanced')}
            hint={
              <span className="max-sm:hidden">
                {t(atDefaults ? 'sectionHint.advancedDefaults' : 'sectionHint.advanced')}
              </span>
            }
          />
        }
        summary={
          <FieldRow id="advanced-summary" group label={t('advanced.settings', { count: 2 })}>
            <span className="leading-(--h-control) text-ink-3">
              {persistence.status !== 'on'
                ? t(persistence.status === 'off' ? 'advanced.persistenceOff' : 'advanced.persistenceUnknown')
                : t('advanced.persistenceOn', {
                    seconds: usedText('persistence.timeoutSeconds', persistence.timeoutSeconds) || '?',
                  })}
              {domain('comma')}
              {t('advanced.established', {
                seconds:
                  usedText('establishedTimeoutSeconds', established) || defaults.establishedTimeoutSeconds,
              })}
            </span>
          </FieldRow>
        }
      >
        <SettingSwitch
          {...field('persistence.status')}
          range={t('range.persistence')}
          longRange
          hint={t('advanced.persistenceHint')}
        />
        {persistence.status === 'on' && (
          <TextField
            {...field('persistence.timeoutSeconds')}
            range={t('range.persistenceTimeoutSeconds', limits.persistenceTimeoutSeconds)}
            input={{ numeric: true, width: 'short', unit: t('unit.seconds') }}
          />
        )}
        <TextField
          {...field('establishedTimeoutSeconds')}
          range={t('range.secondsDefault', {
            ...limits.establishedTimeoutSeconds,
            value: defaults.establishedTimeoutSeconds,
          })}
          input={{
            numeric: true,
            width: 'short',
            unit: t('unit.seconds'),
            placeholder: String(defaults.establishedTimeoutSeconds),
          }}
          hint={t('advanced.establishedHint')}
        />
        {edit !== null && <SettingsWithoutField edit={edit} />}
      </Disclosure>
    </GroupFrame>
  );
}
