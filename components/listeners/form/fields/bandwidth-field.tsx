'use client';

import { useTranslations } from 'next-intl';
import { useController, useWatch } from 'react-hook-form';
import { onLeave } from '@/components/form/leave';
import { bold } from '@/components/ui/bold';
import { FieldRow } from '@/components/ui/field-row';
import { Message } from '@/components/ui/message';
import { Segmented } from '@/components/ui/segmented';
import { TextInput } from '@/components/ui/text-input';
import { isPayByBandwidth } from '@/lib/model/advice';
import { limits } from '@/lib/model/limits';
import { useBad, useListenerForm } from '@/components/listeners/form/state/form-context';
import { fieldId } from '@/components/listeners/form/state/sections';
import { useBandwidthShare } from '@/components/listeners/form/state/use-bandwidth-share';
import { useChosenInstance } from '@/components/listeners/form/state/use-problems';

/** Unlimited, or a number of Mbit/s. Unlimited is not offered where the instance's billing rules it out (D1b). */
export function BandwidthField() {
  const t = useTranslations('form');
  const { form, originOf } = useListenerForm();
  const bad = useBad();
  const kind = useController({ control: form.control, name: 'bandwidth.kind' }).field;
  const mbps = useController({ control: form.control, name: 'bandwidth.mbps' }).field;
  const { choice } = useChosenInstance();

  const withdrawn = choice !== undefined && isPayByBandwidth(choice);
  // Chosen before the billing was known: it stays to be seen, with its consequence.
  const offersUnlimited = !withdrawn || kind.value === 'unlimited';
  const words = bad('bandwidth.mbps') ?? bad('bandwidth.kind');
  const id = fieldId('bandwidth.mbps');

  return (
    <FieldRow
      group
      id={fieldId('bandwidth.kind')}
      label={t('label.bandwidth')}
      range={t(withdrawn ? 'range.bandwidthOfBandwidthBilling' : 'range.bandwidth', limits.bandwidthMbps)}
      longRange
      bad={words}
      warn={useBandwidthWarning()}
      below={
        <>
          {kind.value === 'unlimited' && <Message kind="hint">{t('bandwidth.unlimited')}</Message>}
          {originOf('bandwidth.mbps')}
        </>
      }
    >
      {(aria) => (
        <div
          className="flex w-full flex-wrap items-center gap-2"
          onBlur={onLeave(() => {
            kind.onBlur();
            mbps.onBlur();
          })}
        >
          {offersUnlimited && (
            <Segmented
              {...aria}
              name={kind.name}
              value={kind.value}
              onValueChange={kind.onChange}
              inputRef={kind.ref}
              options={[
                { value: 'limited', label: t('choice.limited') },
                { value: 'unlimited', label: t('choice.unlimited') },
              ]}
            />
          )}
          {kind.value === 'limited' && (
            <TextInput
              id={id}
              aria-label={`${t('label.bandwidth')}, ${t('unit.mbps')}`}
              aria-describedby={aria['aria-describedby']}
              aria-invalid={words === undefined ? undefined : true}
              name={mbps.name}
              value={mbps.value}
              ref={mbps.ref}
              onChange={(event) => mbps.onChange(event.target.value)}
              numeric
              width="medium"
              unit={t('unit.mbps')}
            />
          )}
        </div>
      )}
    </FieldRow>
  );
}

function useBandwidthWarning() {
  const t = useTranslations('form.bandwidth');
  const { form, choices } = useListenerForm();
  const kind = useWatch({ control: form.control, name: 'bandwidth.kind' });
  const { name, choice } = useChosenInstance();
  const share = useBandwidthShare();
  if (kind === 'unlimited')
    return choice !== undefined && isPayByBandwidth(choice)
      ? t('unlimitedMissing', { instance: name })
      : undefined;
  if (choices.unlimitedWithdrawn) return t('unlimitedWithdrawn', { instance: name });
  if (share === undefined || share.overMbps === 0) return undefined;
  const rich = { ...bold, instance: name };
  return share.leftMbps === 0
    ? t.rich('overNothingLeft', { ...rich, peak: share.peakMbps })
    : t.rich('over', { ...rich, requested: share.requestedMbps, over: share.overMbps, left: share.leftMbps });
}
