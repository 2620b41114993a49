'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from '@/components/form/choice-field';
import { TextField } from '@/components/form/text-field';
import { Button } from '@/components/ui/button';
import { integerIn } from '@/lib/model/integer-text';
import { defaults, limits, schedulers } from '@/lib/model/limits';
import type { ListenerFormValues } from '@/lib/model/draft';
import { isBlank } from '@/lib/text/typed-text';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import type { ResolverContext, ValidForm } from '@/components/listeners/form/state/form-types';
import { DefaultServers } from './default-servers';
import { FixedBackendPort } from './fixed-fields';
import { Group } from './group';
import { ServerGroupField } from './server-group-field';
import { useChosenInstance } from '@/components/listeners/form/state/use-problems';

/** Who answers the connections: one of three kinds of servers, and how they take turns. */
export function BackendGroup() {
  const t = useTranslations('form');
  const { form, edit, backendPort } = useListenerForm();
  const field = useField();
  const kind = useWatch({ control: form.control, name: 'backend.kind' });
  const { facts, name } = useChosenInstance();
  const servers = facts?.ports.ok === true ? facts.ports.value.defaultServers : null;

  return (
    <Group section="backend" title={t('sections.backend')} hint={t('sectionHint.backend')}>
      <ChoiceField
        {...field('backend.kind')}
        range={t('range.defaultGroup')}
        variant="segments"
        options={[
          { value: 'port', label: t('choice.port') },
          { value: 'vserver-group', label: t('choice.vserverGroup') },
          { value: 'primary-secondary-group', label: t('choice.primarySecondaryGroup') },
        ]}
        warn={
          kind === 'port' && servers?.length === 0 ? t('backend.noServer', { instance: name }) : undefined
        }
        below={
          kind === 'port' && servers !== null && servers.length > 0 && <DefaultServers servers={servers} />
        }
      />
      {kind === 'vserver-group' && <ServerGroupField name="backend.vServerGroupId" />}
      {kind === 'primary-secondary-group' && (
        <ServerGroupField name="backend.primarySecondaryServerGroupId" />
      )}
      {kind !== 'vserver-group' &&
        (edit === null ? (
          (backendPort ?? <BackendPortField explain={kind === 'primary-secondary-group'} />)
        ) : (
          <FixedBackendPort edit={edit} />
        ))}
      <SchedulerField />
    </Group>
  );
}

/** `explain`: with a primary/secondary group SLB still requires a port its servers do not use (D9). */
export function BackendPortField({ explain }: { explain: boolean }) {
  const t = useTranslations('form');
  const { form } = useListenerForm();
  const field = useField();
  const [listenerPort, typed] = useWatch({
    control: form.control,
    name: ['listenerPort', 'backend.backendServerPort'],
  });
  // A port the schema rejects is no help here either.
  const offered = integerIn(listenerPort, limits.backendServerPort);
  const isOffered = isBlank(typed) || (explain && integerIn(typed, limits.backendServerPort) !== offered);
  return (
    <TextField
      {...field('backend.backendServerPort')}
      range={t('range.portRequired', limits.backendServerPort)}
      input={{ numeric: true, width: 'medium', unit: t('unit.tcp') }}
      hint={explain ? t('backend.whyPort') : undefined}
      below={
        isOffered &&
        offered !== null && (
          <Button
            size="small"
            onClick={() => {
              form.setValue('backend.backendServerPort', String(offered), {
                shouldDirty: true,
                shouldTouch: true,
                shouldValidate: true,
              });
              // The button goes away with its reason; the focus stays in the field.
              form.setFocus('backend.backendServerPort');
            }}
          >
            {t('backend.useListenerPort', { port: String(offered) })}
          </Button>
        )
      }
    />
  );
}

function SchedulerField() {
  const t = useTranslations('form');
  const whatItDoes = useTranslations('domain.scheduler');
  const { edit } = useListenerForm();
  const field = useField();
  // One that is not offered is a choice as long as the listener has it.
  const own = edit?.opened.values.scheduler;
  const other = !own || schedulers.some((known) => known === own) ? [] : [own];
  return (
    <ChoiceField<ListenerFormValues, ResolverContext, ValidForm, string>
      {...field('scheduler')}
      range={t('range.default', { value: defaults.scheduler })}
      variant="list"
      options={[
        ...other.map((value) => ({ value, code: value, label: t('backend.otherScheduler') })),
        ...schedulers.map((value) => ({ value, code: value, label: whatItDoes(value) })),
      ]}
    />
  );
}
