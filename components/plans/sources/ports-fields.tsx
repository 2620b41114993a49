'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useWatch } from 'react-hook-form';
import { BackendPortField } from '@/components/listeners/form/fields/backend-group';
import { useBad, useListenerForm } from '@/components/listeners/form/state/form-context';
import { fieldId } from '@/components/listeners/form/state/sections';
import { listOf } from '@/components/listeners/form/state/use-reads';
import { CheckPopover } from '@/components/ui/check-popover';
import { FieldRow } from '@/components/ui/field-row';
import { Message } from '@/components/ui/message';
import { Segmented } from '@/components/ui/segmented';
import { TextInput } from '@/components/ui/text-input';
import { normalizeTyped } from '@/lib/text/typed-text';
import type { Ports } from './use-ports';
import type { Spread } from './use-spread';
import { useSourceTexts } from './use-source-texts';

/** The ports, as a list with ranges. Each is a listener. */
export function PortsField({ ports }: { ports: Ports }) {
  const t = useTranslations('plans.ports');
  const texts = useSourceTexts();
  const bad = useBad();
  const { problems, notes, typed } = ports;
  const isMissing = bad('listenerPort') !== undefined && typed.trim() === '';
  const problem = problems[0];
  return (
    <FieldRow
      id={fieldId('listenerPort')}
      label={t('ports')}
      range={t('portsRange')}
      longRange
      bad={
        problem !== undefined
          ? texts.problem({ ...problem, line: null, column: null })
          : isMissing && t('missing')
      }
      hint={notes.map((note) => texts.note(note)).join(' ')}
    >
      {(aria) => (
        <TextInput
          {...aria}
          mono
          inputMode="text"
          value={typed}
          placeholder="8000-8099, 9000"
          onChange={(event) => ports.type(event.target.value)}
        />
      )}
    </FieldRow>
  );
}

/** How the backend port of each listener follows from its port. */
export function BackendPortRuleField({ ports }: { ports: Ports }) {
  const t = useTranslations('plans.ports');
  const { form } = useListenerForm();
  const id = useId();
  const kind = useWatch({ control: form.control, name: 'backend.kind' });
  const isWrong = ports.rule === null && ports.offset.trim() !== '';
  return (
    <>
      <FieldRow
        group
        id={id}
        label={t('backendPorts')}
        range={t(`rule.${ports.kind}Hint`)}
        longRange
        bad={isWrong && t('offsetWrong')}
      >
        {(aria) => (
          <div className="flex flex-wrap items-center gap-2">
            <Segmented
              {...aria}
              name={`${id}-rule`}
              value={ports.kind}
              options={(['same', 'offset', 'fixed'] as const).map((value) => ({
                value,
                label: t(`rule.${value}`),
              }))}
              onValueChange={ports.choose}
            />
            {ports.kind === 'offset' && (
              <TextInput
                id="ports-offset"
                aria-label={t('offset')}
                aria-invalid={isWrong || undefined}
                mono
                width="short"
                className="text-right"
                value={ports.offset}
                placeholder="+10000"
                onChange={(event) => ports.setOffset(event.target.value)}
              />
            )}
          </div>
        )}
      </FieldRow>
      {ports.kind === 'fixed' && <BackendPortField explain={kind === 'primary-secondary-group'} />}
    </>
  );
}

/** More instances of the region that the listeners are spread over, and how. */
export function SpreadField({ spread, wanted }: { spread: Spread; wanted: number }) {
  const t = useTranslations('plans.ports');
  const { form, reads } = useListenerForm();
  const id = useId();
  const [regionId, first] = useWatch({ control: form.control, name: ['regionId', 'loadBalancerId'] });
  const others = listOf(reads.region(regionId).value?.instances).filter(
    ({ loadBalancerId }) => loadBalancerId !== normalizeTyped(first),
  );
  if (others.length === 0) return null;
  const chosen = spread.more.filter((each) => others.some(({ loadBalancerId }) => loadBalancerId === each));
  return (
    <FieldRow group id={id} label={t('more')} range={t('moreRange')} longRange>
      {(aria) => (
        <fieldset {...aria} className="grid justify-items-start gap-2">
          <CheckPopover
            label={t('moreChosen', { count: chosen.length })}
            name={t('more')}
            options={others.map(({ loadBalancerId, name }) => ({
              value: loadBalancerId,
              label: name,
              hint: loadBalancerId,
              mono: 'hint' as const,
            }))}
            selected={chosen}
            onSelectedChange={spread.setMore}
            searchWords={{ label: t('searchInstances'), none: t('noInstance') }}
          />
          {chosen.length > 0 && (
            <>
              <Segmented
                aria-label={t('spread')}
                name={`${id}-spread`}
                value={spread.rule}
                options={(['fill', 'turns'] as const).map((value) => ({
                  value,
                  label: t(`spreadRule.${value}`),
                }))}
                onValueChange={spread.setRule}
              />
              <span className="flex items-center gap-2">
                <label htmlFor={`${id}-quota`} className="text-12 text-ink-2">
                  {t('quota')}
                </label>
                <TextInput
                  id={`${id}-quota`}
                  numeric
                  width="short"
                  value={spread.quota}
                  onChange={(event) => spread.setQuota(event.target.value)}
                />
              </span>
              {wanted > 0 && (
                <Message kind="hint">
                  {t('spreadHint', { count: wanted, instances: chosen.length + 1 })}
                </Message>
              )}
            </>
          )}
        </fieldset>
      )}
    </FieldRow>
  );
}
