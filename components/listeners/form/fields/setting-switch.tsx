'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { get } from 'react-hook-form';
import { ChoiceField } from '@/components/form/choice-field';
import { SwitchField } from '@/components/form/switch-field';
import type { ListenerFormValues } from '@/lib/model/draft';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import type { ResolverContext, ValidForm } from '@/components/listeners/form/state/form-types';

type Props = ComponentProps<typeof SwitchField<ListenerFormValues, ResolverContext, ValidForm>>;

/**
 * A switch, or, if SLB did not return the setting, a choice of two with neither selected: a switch would claim that it
 * is off.
 */
export function SettingSwitch(props: Props) {
  const t = useTranslations('form.switch');
  const { form } = useListenerForm();
  if (get(form.formState.defaultValues, props.name) !== '') return <SwitchField {...props} />;
  const { longRange: _, ...row } = props;
  return (
    <ChoiceField<ListenerFormValues, ResolverContext, ValidForm, 'on' | 'off'>
      {...row}
      variant="segments"
      options={[
        { value: 'on', label: t('on') },
        { value: 'off', label: t('off') },
      ]}
    />
  );
}
