'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { TextField } from '@/components/form/text-field';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { usedText } from '@/lib/model/typed-values';
import { BandwidthField } from './bandwidth-field';
import { FixedAddress } from './fixed-fields';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { Group } from './group';
import { InstanceField } from './instance-field';
import { RegionField } from './region-field';
import { useChosenInstance } from '@/components/listeners/form/state/use-problems';

/** Where connections arrive. */
export function ListenerGroup() {
  const t = useTranslations('form');
  const { edit } = useListenerForm();
  return (
    <Group section="listener" title={t('sections.listener')} hint={t('sectionHint.listener')}>
      {edit === null ? (
        <>
          <RegionField />
          <InstanceField />
          <PortField />
        </>
      ) : (
        <FixedAddress edit={edit} />
      )}
      <BandwidthField />
      <DescriptionField />
    </Group>
  );
}

function PortField() {
  const t = useTranslations('form');
  const { firstField } = useListenerForm();
  const field = useField();
  return (
    <TextField
      {...field('listenerPort')}
      range={t('range.portRequired', limits.listenerPort)}
      input={{
        numeric: true,
        width: 'medium',
        unit: t('unit.tcp'),
        autoFocus: firstField === 'listenerPort',
      }}
      warn={usePortTakenText()}
    />
  );
}

/** Amber while typing: what was read may be old, so it never blocks. */
export function usePortTakenText(): string | undefined {
  const t = useTranslations('form.port');
  const { form } = useListenerForm();
  const port = integerIn(useWatch({ control: form.control, name: 'listenerPort' }), limits.listenerPort);
  const { facts, name } = useChosenInstance();
  const ports = facts?.ports.ok ? facts.ports.value.taken : [];
  const taken = ports.find(({ listenerPort }) => listenerPort === port);
  if (taken === undefined || port === null) return undefined;
  if (taken.description !== null)
    return t('takenBy', { port: String(port), instance: name, description: taken.description });
  return taken.protocol === ''
    ? t('taken', { port: String(port), instance: name })
    : t('takenByProtocol', { port: String(port), instance: name, protocol: taken.protocol.toUpperCase() });
}

export function DescriptionField() {
  const t = useTranslations('form');
  const { form } = useListenerForm();
  const field = useField();
  const typed = useWatch({ control: form.control, name: 'description' });
  const { max } = limits.descriptionLength;
  return (
    <TextField
      {...field('description')}
      range={t('range.description', { count: [...usedText('description', typed)].length, max })}
      longRange
    />
  );
}
