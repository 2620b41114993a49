'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { ComboboxField } from '@/components/form/combobox-field';
import { Mono } from '@/components/ui/verbatim';
import { isPayByBandwidth } from '@/lib/model/advice';
import type { InstanceChoice } from '@/lib/listeners/edit/form-options';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { ReadNote } from './read-note';
import { useInstanceFacts } from '@/components/listeners/form/state/use-instance-facts';
import { useChosenInstance } from '@/components/listeners/form/state/use-problems';
import { listOf } from '@/components/listeners/form/state/use-reads';

/** The load balancer instance, found by name, id or address; an id may be typed as well. */
export function InstanceField() {
  const t = useTranslations('form');
  const { form, reads, choices } = useListenerForm();
  const field = useField();
  const factsOf = useInstanceFacts();
  const regionId = useWatch({ control: form.control, name: 'regionId' });
  const { loadBalancerId, choice, facts } = useChosenInstance();
  const region = reads.region(regionId);
  const instances = region.value?.instances;
  const warn = useInstanceWarning();

  const badgeOf = (instance: InstanceChoice): string | null => {
    if (!instance.permission.allowed) return t('instance.notPermittedBadge');
    if (instance.modificationProtection.status === 'console') return t('instance.protectedBadge');
    return instance.status === 'locked' ? t('instance.lockedBadge') : null;
  };

  return (
    <ComboboxField
      {...field('loadBalancerId')}
      range={choice ? factsOf(choice) : t('range.loadBalancerId')}
      longRange
      items={listOf(instances)
        .map((instance) => ({ instance, badge: badgeOf(instance) }))
        // What SLB or Sluice will reject is last.
        .toSorted((a, b) => Number(a.badge !== null) - Number(b.badge !== null))
        .map(({ instance, badge }) => ({
          value: instance.loadBalancerId,
          label: instance.name,
          id: instance.loadBalancerId,
          hint: <ItemHint instance={instance} />,
          keywords: instance.address,
          ...(badge !== null && { badge }),
        }))}
      messages={{
        placeholder: t('choice.instance'),
        search: t('combobox.search'),
        none: region.isLoading ? t('read.loading') : t('combobox.noMatch'),
        takeTyped: (id) => t('combobox.useTyped', { id }),
        more: (count) => t('combobox.more', { count }),
      }}
      onChosen={choices.instanceChosen}
      warn={warn}
      below={
        <>
          <ReadNote read={instances} onRetry={() => reads.readRegion(regionId, true)}>
            {t('read.instances')}
          </ReadNote>
          <ReadNote read={facts?.ports} onRetry={() => reads.readInstance(regionId, loadBalancerId, true)}>
            {t('read.instance')}
          </ReadNote>
          {choice !== undefined && isPayByBandwidth(choice) && (
            <ReadNote
              read={facts?.listenerBandwidthsMbps}
              onRetry={() => reads.readInstance(regionId, loadBalancerId, true)}
            >
              {t('read.bandwidths')}
            </ReadNote>
          )}
        </>
      }
    />
  );
}

function ItemHint({ instance }: { instance: InstanceChoice }) {
  const t = useTranslations('domain.instanceStatus');
  const factsOf = useInstanceFacts();
  const { status } = instance;
  return (
    <>
      <Mono>{instance.address}</Mono> {factsOf(instance)},{' '}
      {status === 'active' || status === 'inactive' || status === 'locked' ? t(status) : status}
    </>
  );
}

/** Amber: the data may be stale, and the service decides. */
export function useInstanceWarning(): string | undefined {
  const t = useTranslations('form.instance');
  const domain = useTranslations('domain.blockReason');
  const { reads } = useListenerForm();
  const { regionId, loadBalancerId, choice } = useChosenInstance();
  if (choice !== undefined) {
    const { name, status, modificationProtection, permission, owner } = choice;
    if (!permission.allowed) return domain(permission.blockReason);
    if (modificationProtection.status === 'console')
      return modificationProtection.reason === null
        ? t('status.protected', { name })
        : t('status.protectedBecause', { name, reason: modificationProtection.reason });
    if (status === 'locked' || status === 'inactive') return t(`status.${status}`, { name });
    if (status !== 'active') return t('status.other', { name, status });
    return owner === null ? undefined : t('status.owned', { name, owner: owner.name });
  }
  const instances = reads.region(regionId).value?.instances;
  if (!instances?.ok) return undefined;
  if (loadBalancerId !== '')
    return t('unknown', { id: loadBalancerId, count: instances.value.length, region: regionId });
  return instances.value.length === 0 ? t('none', { region: regionId }) : undefined;
}
