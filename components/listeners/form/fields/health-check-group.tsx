'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from '@/components/form/choice-field';
import { TextField } from '@/components/form/text-field';
import { TicksField } from '@/components/form/ticks-field';
import { bold } from '@/components/ui/bold';
import { healthCheckTimes } from '@/lib/model/advice';
import { defaults, healthCheckHttpCodes, limits } from '@/lib/model/limits';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { Group } from './group';
import { ThresholdsField } from './thresholds-field';
import { SettingSwitch } from './setting-switch';

/** When a server is removed and restored. */
export function HealthCheckGroup() {
  const t = useTranslations('form');
  const { form, edit, originOf } = useListenerForm();
  const field = useField();
  const [status, type, backendKind, backendPort] = useWatch({
    control: form.control,
    name: ['healthCheck.status', 'healthCheck.type', 'backend.kind', 'backend.backendServerPort'],
  });
  const timeoutWarning = useTimeoutWarning();

  return (
    <Group section="healthCheck" title={t('sections.healthCheck')} hint={t('sectionHint.healthCheck')}>
      {/* A new listener has its checks on; Create is not offered without (slb-api.md 3.7). */}
      {edit !== null && (
        <SettingSwitch
          {...field('healthCheck.status')}
          below={null}
          range={t('range.healthCheckStatus')}
          longRange
          warn={status === 'off' ? t('healthCheck.off') : undefined}
        />
      )}
      {originOf('healthCheck.status')}
      {status === 'on' && (
        <>
          <ChoiceField
            {...field('healthCheck.type')}
            range={t('range.defaultTcp')}
            variant="segments"
            options={[
              { value: 'tcp', label: t('choice.tcp') },
              { value: 'http', label: t('choice.http') },
            ]}
          />
          {type === 'http' && <HttpFields />}
          <TextField
            {...field('healthCheck.connectPort')}
            range={t(
              backendKind === 'vserver-group' ? 'range.connectPortOfGroup' : 'range.connectPortOfPort',
              limits.healthCheckConnectPort,
            )}
            longRange
            input={{
              numeric: true,
              width: 'short',
              // The servers of a VServer group have a port each.
              placeholder: (backendKind !== 'vserver-group' && backendPort) || undefined,
            }}
          />
          <TextField
            {...field('healthCheck.connectTimeoutSeconds')}
            range={t('range.secondsDefault', {
              ...limits.healthCheckConnectTimeoutSeconds,
              value: defaults.healthCheckConnectTimeoutSeconds,
            })}
            input={{
              numeric: true,
              width: 'short',
              unit: t('unit.seconds'),
              placeholder: String(defaults.healthCheckConnectTimeoutSeconds),
            }}
            warn={timeoutWarning}
          />
          <TextField
            {...field('healthCheck.intervalSeconds')}
            range={t('range.secondsDefault', {
              ...limits.healthCheckIntervalSeconds,
              value: defaults.healthCheckIntervalSeconds,
            })}
            input={{
              numeric: true,
              width: 'short',
              unit: t('unit.seconds'),
              placeholder: String(defaults.healthCheckIntervalSeconds),
            }}
          />
          <ThresholdsField />
        </>
      )}
    </Group>
  );
}

function HttpFields() {
  const t = useTranslations('form');
  const field = useField();
  return (
    <>
      <TextField
        {...field('healthCheck.uri')}
        range={t('range.uri', limits.healthCheckUriLength)}
        longRange
        input={{ mono: true }}
      />
      <TextField
        {...field('healthCheck.domain')}
        range={t('range.domain', limits.healthCheckDomainLength)}
        longRange
        input={{ mono: true, placeholder: '$_ip' }}
      />
      <TicksField
        {...field('healthCheck.httpCodes')}
        range={t('range.httpCodes')}
        options={healthCheckHttpCodes.map((value) => ({ value, label: value.replace('http_', '') }))}
        mono
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
  return t.rich('timeoutBelow', { ...bold, seconds: times.effectiveTimeoutSeconds });
}
