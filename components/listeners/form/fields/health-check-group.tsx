'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from '@/components/form/choice-field';
import { TextField } from '@/components/form/text-field';
import { TicksField } from '@/components/form/ticks-field';
import { healthCheckTimes } from '@/lib/model/advice';
import { defaults, healthCheckHttpCodes, limits } from '@/lib/model/limits';
import { bold } from './bold';
import { useBad, useListenerForm } from '@/components/listeners/form/state/form-context';
import { Group } from './group';
import { fieldId } from '@/components/listeners/form/state/sections';
import { ThresholdsField } from './thresholds-field';
import { SettingSwitch } from './setting-switch';

/** When a server is removed and restored. */
export function HealthCheckGroup() {
  const t = useTranslations('form');
  const { form, edit, originOf } = useListenerForm();
  const bad = useBad();
  const [status, type, backendKind] = useWatch({
    control: form.control,
    name: ['healthCheck.status', 'healthCheck.type', 'backend.kind'],
  });
  const { control } = form;
  const timeoutWarning = useTimeoutWarning();

  return (
    <Group section="healthCheck" title={t('sections.healthCheck')} hint={t('sectionHint.healthCheck')}>
      {/* A new listener has its checks on; Create is not offered without (slb-api.md 3.7). */}
      {edit !== null && (
        <SettingSwitch
          control={control}
          name="healthCheck.status"
          id={fieldId('healthCheck.status')}
          label={t('label.healthCheckStatus')}
          range={t('range.healthCheckStatus')}
          longRange
          bad={bad('healthCheck.status')}
          warn={status === 'off' ? t('healthCheck.off') : undefined}
        />
      )}
      {originOf('healthCheck.status')}
      {status === 'on' && (
        <>
          <ChoiceField
            control={control}
            name="healthCheck.type"
            id={fieldId('healthCheck.type')}
            label={t('label.healthCheckType')}
            range={t('range.defaultTcp')}
            variant="segments"
            options={[
              { value: 'tcp', label: t('choice.tcp') },
              { value: 'http', label: t('choice.http') },
            ]}
            bad={bad('healthCheck.type')}
            below={originOf('healthCheck.type')}
          />
          {type === 'http' && <HttpFields />}
          <TextField
            control={control}
            name="healthCheck.connectPort"
            id={fieldId('healthCheck.connectPort')}
            label={t('label.healthCheckConnectPort')}
            range={t(
              backendKind === 'vserver-group' ? 'range.connectPortOfGroup' : 'range.connectPortOfPort',
              limits.healthCheckConnectPort,
            )}
            longRange
            input={{ numeric: true, width: 'short' }}
            bad={bad('healthCheck.connectPort')}
            below={originOf('healthCheck.connectPort')}
          />
          <TextField
            control={control}
            name="healthCheck.connectTimeoutSeconds"
            id={fieldId('healthCheck.connectTimeoutSeconds')}
            label={t('label.healthCheckConnectTimeoutSeconds')}
            range={t('range.secondsDefault', {
              ...limits.healthCheckConnectTimeoutSeconds,
              value: defaults.healthCheckConnectTimeoutSeconds,
            })}
            input={{ numeric: true, width: 'short', unit: t('unit.seconds') }}
            bad={bad('healthCheck.connectTimeoutSeconds')}
            warn={timeoutWarning}
            below={originOf('healthCheck.connectTimeoutSeconds')}
          />
          <TextField
            control={control}
            name="healthCheck.intervalSeconds"
            id={fieldId('healthCheck.intervalSeconds')}
            label={t('label.healthCheckIntervalSeconds')}
            range={t('range.secondsDefault', {
              ...limits.healthCheckIntervalSeconds,
              value: defaults.healthCheckIntervalSeconds,
            })}
            input={{ numeric: true, width: 'short', unit: t('unit.seconds') }}
            bad={bad('healthCheck.intervalSeconds')}
            below={originOf('healthCheck.intervalSeconds')}
          />
          <ThresholdsField />
        </>
      )}
    </Group>
  );
}

function HttpFields() {
  const t = useTranslations('form');
  const { form, originOf } = useListenerForm();
  const bad = useBad();
  return (
    <>
      <TextField
        control={form.control}
        name="healthCheck.uri"
        id={fieldId('healthCheck.uri')}
        label={t('label.healthCheckUri')}
        range={t('range.uri', limits.healthCheckUriLength)}
        longRange
        input={{ mono: true }}
        bad={bad('healthCheck.uri')}
        below={originOf('healthCheck.uri')}
      />
      <TextField
        control={form.control}
        name="healthCheck.domain"
        id={fieldId('healthCheck.domain')}
        label={t('label.healthCheckDomain')}
        range={t('range.domain', limits.healthCheckDomainLength)}
        longRange
        input={{ mono: true }}
        bad={bad('healthCheck.domain')}
        below={originOf('healthCheck.domain')}
      />
      <TicksField
        control={form.control}
        name="healthCheck.httpCodes"
        id={fieldId('healthCheck.httpCodes')}
        label={t('label.healthCheckHttpCodes')}
        range={t('range.httpCodes')}
        options={healthCheckHttpCodes.map((value) => ({ value, label: value.replace('http_', '') }))}
        mono
        bad={bad('healthCheck.httpCodes')}
        below={originOf('healthCheck.httpCodes')}
      />
    </>
  );
}

/** The service takes the interval where the timeout is below it (slb-api.md 5.4). */
function useTimeoutWarning() {
  const t = useTranslations('form.healthCheck');
  const { form } = useListenerForm();
  const times = healthCheckTimes(useWatch({ control: form.control, name: 'healthCheck' }));
  if (times === undefined || !times.timeoutBelowInterval) return undefined;
  return t.rich('timeoutBelow', {
    ...bold,
    seconds: times.effectiveTimeoutSeconds,
  });
}
