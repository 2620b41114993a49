'use client';

import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { CheckPopover } from '@/components/ui/check-popover';
import { Combobox } from '@/components/ui/combobox';
import { FieldRow } from '@/components/ui/field-row';
import type { PlanInstance } from '@/lib/plans/plan-types';
import type { CopyInput, SourceOutcome } from './source-outcome';
import { SourceResult } from './source-result';

type Props = {
  instances: readonly PlanInstance[];
  /** The id of the instance that is copied, if the address names one. */
  begin: string;
  createFromInstance: (input: CopyInput) => Promise<SourceOutcome>;
};

/** The listeners of one instance as rows for others. */
export function CopySource({ instances, begin, createFromInstance }: Props) {
  const t = useTranslations('plans.copy');
  const tSource = useTranslations('plans.source');
  const id = useId();
  const [from, setFrom] = useState(begin);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<SourceOutcome | 'no-server' | null>(null);
  const source = instances.find(({ loadBalancerId }) => loadBalancerId === from);
  const targets = instances.filter(
    ({ loadBalancerId }) => loadBalancerId !== from && chosen.includes(loadBalancerId),
  );
  const isOpen = source === undefined || targets.length === 0;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || source === undefined || targets.length === 0) return;
    setBusy(true);
    setOutcome(
      await createFromInstance({
        name: t('name', { from: source.name, count: targets.length, to: targets[0]?.name ?? '' }),
        source: keyOf(source),
        targets: targets.map(keyOf),
      }).catch((): 'no-server' => 'no-server'),
    );
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid max-w-[880px] gap-3">
      <p className="max-w-[72ch] text-ink-2">{tSource('what.copy')}</p>
      <div>
        <FieldRow
          id={`${id}-from`}
          label={t('from')}
          range={source && t('has', { count: source.listenerCount })}
        >
          {(aria) => (
            <Combobox
              {...aria}
              aria-labelledby={`${id}-from-label`}
              value={from}
              onValueChange={setFrom}
              items={instances
                .filter(({ listenerCount }) => listenerCount > 0)
                .map(({ loadBalancerId, name, regionId, listenerCount }) => ({
                  value: loadBalancerId,
                  label: name,
                  id: loadBalancerId,
                  hint: t('hint', { region: regionId, count: listenerCount }),
                }))}
              messages={{
                placeholder: t('choose'),
                search: t('search'),
                none: t('none'),
                more: (count) => t('more', { count }),
              }}
            />
          )}
        </FieldRow>
        <FieldRow group id={`${id}-to`} label={t('to')} range={t('toRange')} longRange>
          {(aria) => (
            <fieldset {...aria}>
              <CheckPopover
                label={t('chosen', { count: targets.length })}
                name={t('to')}
                options={instances
                  .filter(({ loadBalancerId }) => loadBalancerId !== from)
                  .map(({ loadBalancerId, name, regionId }) => ({
                    value: loadBalancerId,
                    label: name,
                    hint: `${regionId} ${loadBalancerId}`,
                    mono: 'hint' as const,
                  }))}
                selected={chosen}
                onSelectedChange={setChosen}
                searchWords={{ label: t('search'), none: t('none') }}
              />
            </fieldset>
          )}
        </FieldRow>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={busy} unavailable={isOpen && `${id}-open`}>
          {tSource('create')}
        </Button>
        <span id={`${id}-open`} className="text-12 text-ink-3">
          {isOpen && t('open')}
        </span>
      </div>
      <SourceResult outcome={outcome} text={null} />
    </form>
  );
}

function keyOf({ regionId, loadBalancerId }: PlanInstance) {
  return { regionId, loadBalancerId };
}
