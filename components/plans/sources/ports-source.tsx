'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useController, useForm, useWatch } from 'react-hook-form';
import { AccessControlGroup } from '@/components/listeners/form/fields/access-control-group';
import { AdvancedGroup } from '@/components/listeners/form/fields/advanced-group';
import { BackendGroup } from '@/components/listeners/form/fields/backend-group';
import { BandwidthField } from '@/components/listeners/form/fields/bandwidth-field';
import { Group } from '@/components/listeners/form/fields/group';
import { HealthCheckGroup } from '@/components/listeners/form/fields/health-check-group';
import { InstanceField } from '@/components/listeners/form/fields/instance-field';
import { DescriptionField } from '@/components/listeners/form/fields/listener-group';
import { RegionField } from '@/components/listeners/form/fields/region-field';
import { ListenerFormContext } from '@/components/listeners/form/state/form-context';
import type { ResolverContext, ValidForm } from '@/components/listeners/form/state/form-types';
import { lazyResolver } from '@/components/listeners/form/state/lazy-resolver';
import { fieldId } from '@/components/listeners/form/state/sections';
import { useChoices } from '@/components/listeners/form/state/use-choices';
import { useFailures } from '@/components/listeners/form/state/use-failures';
import { listOf, useReads, type InitialReads } from '@/components/listeners/form/state/use-reads';
import { Button } from '@/components/ui/button';
import { CheckboxField } from '@/components/ui/checkbox';
import type { Read, RegionChoice } from '@/lib/listeners/edit/form-options';
import type { ListenerFormValues } from '@/lib/model/draft';
import { integerIn } from '@/lib/model/integer-text';
import { portsText } from '@/lib/plans/sources/port-list';
import { normalizeTyped } from '@/lib/text/typed-text';
import { backendPortOf, usePorts } from './use-ports';
import { BackendPortRuleField, PortsField, SpreadField } from './ports-fields';
import { PortsPreview } from './ports-preview';
import { PortsSummary } from './ports-summary';
import type { RowsInput, SourceOutcome } from './source-outcome';
import { SourceResult } from './source-result';
import { useSpread } from './use-spread';

type Props = {
  begin: ListenerFormValues;
  regions: Read<RegionChoice[]>;
  initialReads: InitialReads;
  quota: number;
  createFromRows: (input: RowsInput) => Promise<SourceOutcome>;
};

/** Many listeners with the same settings, one for each port: the sections of the form of one, with a list of ports. */
export function PortsSource({ begin, regions, initialReads, quota, createFromRows }: Props) {
  const t = useTranslations('plans.ports');
  const tForm = useTranslations('form');
  const tSource = useTranslations('plans.source');
  const reads = useReads(initialReads);
  const form = useForm<ListenerFormValues, ResolverContext, ValidForm>({
    defaultValues: begin,
    resolver: lazyResolver,
    context: { reachOf: reads.reachOf },
    mode: 'onTouched',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const choices = useChoices(form, reads);
  const ports = usePorts(form);
  const spread = useSpread(quota);
  const { failed, summary, fail } = useFailures(form);
  const [advancedOpen, setAdvancedOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<SourceOutcome | 'no-server' | null>(null);
  const {
    field: { ref: startRef, ...start },
  } = useController({ control: form.control, name: 'startAfterCreate' });
  const fixed = useWatch({ control: form.control, name: 'backend.backendServerPort' });

  async function create(): Promise<SourceOutcome | 'no-server' | null> {
    const values = form.getValues();
    if (ports.rule === null) return null;
    const { rowsOfPorts } = await import('@/lib/plans/sources/ports');
    const source = rowsOfPorts(ports.typed, values, ports.rule);
    if (!source.ok) return source;
    const { regionId } = values;
    const instance = listOf(reads.region(regionId).value?.instances).find(
      ({ loadBalancerId }) => loadBalancerId === normalizeTyped(values.loadBalancerId),
    );
    const most = integerIn(spread.quota, { min: 1, max: 10_000 });
    return createFromRows({
      name: t('name', {
        instance: instance?.name ?? values.loadBalancerId,
        more: spread.more.length,
        ports: portsText(ports.ports),
      }),
      rows: source.rows,
      spread:
        spread.more.length === 0 || most === null
          ? null
          : {
              rule: spread.rule,
              quota: most,
              targets: [values.loadBalancerId, ...spread.more].map((loadBalancerId) => ({
                regionId,
                loadBalancerId,
              })),
            },
    });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setOutcome(null);
    setBusy(true);
    // Once it was submitted, each field is checked again as it changes.
    await form.handleSubmit(async () => {
      if (ports.problems.length > 0 || ports.rule === null) fail();
      else setOutcome(await create().catch((): 'no-server' => 'no-server'));
    }, fail)();
    setBusy(false);
  }

  return (
    <ListenerFormContext
      value={{
        form,
        reads,
        choices,
        regions,
        rejection: null,
        edit: null,
        originOf: nothing,
        firstField: 'regionId',
        backendPort: <BackendPortRuleField ports={ports} />,
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_316px] items-start gap-x-8 max-md:grid-cols-[minmax(0,1fr)]">
        <form noValidate onSubmit={(event) => void submit(event)} className="min-w-0 max-w-[880px]">
          {failed.count > 0 && <PortsSummary ref={summary} ports={ports} />}
          <Group section="listener" title={t('title')} hint={t('hint')}>
            <RegionField />
            <InstanceField />
            <SpreadField spread={spread} wanted={ports.ports.length} />
            <PortsField ports={ports} />
            <BandwidthField />
            <DescriptionField />
          </Group>
          <BackendGroup />
          <HealthCheckGroup />
          <AccessControlGroup />
          <AdvancedGroup open={advancedOpen} onOpenChange={setAdvancedOpen} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-3">
            <Button type="submit" variant="primary" busy={busy}>
              {ports.ports.length === 0 ? tSource('create') : t('create', { count: ports.ports.length })}
            </Button>
            <CheckboxField
              id={fieldId('startAfterCreate')}
              name={start.name}
              ref={startRef}
              checked={start.value}
              onChange={(event) => start.onChange(event.target.checked)}
              onBlur={start.onBlur}
              label={tForm('label.startAfterCreate')}
            />
            <span className="text-12 text-ink-3">{t('notSent')}</span>
          </div>
          <div className="pt-3 empty:hidden">
            <SourceResult outcome={outcome} text={null} />
          </div>
        </form>
        <PortsPreview
          ports={ports.ports}
          backendOf={(port) => backendPortOf(port, ports.rule, fixed)}
          quota={spread.more.length === 0 ? quota : null}
        />
      </div>
    </ListenerFormContext>
  );
}

const nothing = (): null => null;
