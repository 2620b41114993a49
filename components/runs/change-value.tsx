'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { FieldRow } from '@/components/ui/field-row';
import { RadioList } from '@/components/ui/radio-list';
import { Segmented, type SegmentedOption } from '@/components/ui/segmented';
import { TextInput, type TextInputProps } from '@/components/ui/text-input';
import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import { defaults, limits, schedulers } from '@/lib/model/limits';
import { settingFields } from '@/lib/model/settings';
import { usedText } from '@/lib/model/typed-values';
import type { ChangeField } from '@/lib/runs/changes';
import { ChangeHttpRows } from './change-http-rows';

type Props = {
  id: string;
  field: ChangeField;
  values: ListenerFormValues;
  /** Whether one of few values was chosen. */
  isChosen: boolean;
  /** What is wrong with a field that was left. */
  bad: (path: FieldPath) => string | undefined;
  onValues: (values: ListenerFormValues) => void;
  /** A field was left. */
  onLeave: () => void;
};

/** The new value of one setting: the controls that the form has for it. */
export function ChangeValue(props: Props) {
  const t = useTranslations('change');
  const form = useTranslations('form');
  const domain = useTranslations('domain');
  const { id, field, values, isChosen, onValues } = props;
  const own = props.bad(settingFields[field]);
  const { bandwidth, persistence, healthCheck, acl } = values;

  const withCheck = (part: Partial<ListenerFormValues['healthCheck']>) =>
    onValues({ ...values, healthCheck: { ...healthCheck, ...part } });
  const input = (
    path: FieldPath,
    value: string,
    onValue: (value: string) => void,
    inputStyle: InputStyle = {},
  ) => <Input key={path} {...props} path={path} value={value} onValue={onValue} inputStyle={inputStyle} />;
  const seconds = { numeric: true, width: 'short', unit: form('unit.seconds') } as const;
  const count = { numeric: true, width: 'short' } as const;
  const choice = <Value extends string>(
    value: Value,
    options: readonly SegmentedOption<Value>[],
    onValue: (value: Value) => void,
    more: { range?: ReactNode; beside?: ReactNode; hint?: ReactNode } = {},
  ) => (
    <FieldRow id={id} group label={t('value')} range={more.range} hint={more.hint} bad={own} longRange>
      {(aria) => (
        <div className="flex w-full flex-wrap items-center gap-2">
          <Segmented<Value | ''>
            {...aria}
            name={id}
            value={isChosen ? value : ''}
            options={options}
            onValueChange={(next) => next !== '' && onValue(next)}
          />
          {more.beside}
        </div>
      )}
    </FieldRow>
  );
  const row = (range: ReactNode, control: ReactNode, hint?: ReactNode) => (
    <FieldRow id={id} label={t('value')} range={range} hint={hint} bad={own}>
      {control}
    </FieldRow>
  );

  switch (field) {
    case 'Scheduler':
      return (
        <FieldRow id={id} group label={t('value')}>
          {(aria) => (
            <RadioList<string>
              {...aria}
              name={id}
              value={values.scheduler}
              options={schedulers.map((value) => ({
                value,
                code: value,
                label: domain(`scheduler.${value}`),
              }))}
              onValueChange={(scheduler) => onValues({ ...values, scheduler })}
            />
          )}
        </FieldRow>
      );
    case 'Bandwidth':
      return choice(
        bandwidth.kind,
        [
          { value: 'limited', label: form('choice.limited') },
          { value: 'unlimited', label: form('choice.unlimited') },
        ],
        (kind) => onValues({ ...values, bandwidth: { ...bandwidth, kind } }),
        {
          range: form('range.bandwidth', limits.bandwidthMbps),
          beside:
            bandwidth.kind === 'limited' &&
            input(
              'bandwidth.mbps',
              bandwidth.mbps,
              (mbps) => onValues({ ...values, bandwidth: { ...bandwidth, mbps } }),
              {
                numeric: true,
                width: 'medium',
                unit: form('unit.mbps'),
                'aria-label': form('label.bandwidth'),
              },
            ),
        },
      );
    case 'PersistenceTimeout':
      return choice(
        persistence.status,
        [
          { value: 'on', label: t('on') },
          { value: 'off', label: t('off') },
        ],
        (status) => onValues({ ...values, persistence: { ...persistence, status } }),
        {
          range: form('range.persistenceTimeoutSeconds', limits.persistenceTimeoutSeconds),
          beside:
            persistence.status === 'on' &&
            input(
              'persistence.timeoutSeconds',
              persistence.timeoutSeconds,
              (timeoutSeconds) => onValues({ ...values, persistence: { ...persistence, timeoutSeconds } }),
              { ...seconds, 'aria-label': form('label.persistenceTimeoutSeconds') },
            ),
        },
      );
    case 'Description':
      return row(
        form('range.description', {
          count: [...usedText('description', values.description)].length,
          max: limits.descriptionLength.max,
        }),
        input('description', values.description, (description) => onValues({ ...values, description })),
      );
    case 'EstablishedTimeout':
      return row(
        form('range.secondsDefault', {
          ...limits.establishedTimeoutSeconds,
          value: defaults.establishedTimeoutSeconds,
        }),
        input(
          'establishedTimeoutSeconds',
          values.establishedTimeoutSeconds,
          (establishedTimeoutSeconds) => onValues({ ...values, establishedTimeoutSeconds }),
          seconds,
        ),
      );
    case 'HealthCheckSwitch':
      return choice(
        healthCheck.status,
        [
          { value: 'on', label: t('on') },
          { value: 'off', label: t('off') },
        ],
        (status) => withCheck({ status }),
        { range: form('range.healthCheckStatus') },
      );
    case 'HealthCheckType':
      return (
        <>
          {choice(
            healthCheck.type,
            [
              { value: 'tcp', label: form('choice.tcp') },
              { value: 'http', label: form('choice.http') },
            ],
            (type) => withCheck({ type }),
          )}
          {isChosen && healthCheck.type === 'http' && <ChangeHttpRows {...props} />}
        </>
      );
    case 'HealthCheckConnectPort':
      return row(
        t('range', limits.healthCheckConnectPort),
        input(
          'healthCheck.connectPort',
          healthCheck.connectPort,
          (connectPort) => withCheck({ connectPort }),
          count,
        ),
      );
    case 'HealthCheckConnectTimeout':
      return row(
        form('range.secondsDefault', {
          ...limits.healthCheckConnectTimeoutSeconds,
          value: defaults.healthCheckConnectTimeoutSeconds,
        }),
        input(
          'healthCheck.connectTimeoutSeconds',
          healthCheck.connectTimeoutSeconds,
          (connectTimeoutSeconds) => withCheck({ connectTimeoutSeconds }),
          seconds,
        ),
        t('timesHint'),
      );
    case 'HealthCheckInterval':
      return row(
        form('range.secondsDefault', {
          ...limits.healthCheckIntervalSeconds,
          value: defaults.healthCheckIntervalSeconds,
        }),
        input(
          'healthCheck.intervalSeconds',
          healthCheck.intervalSeconds,
          (intervalSeconds) => withCheck({ intervalSeconds }),
          seconds,
        ),
        t('timesHint'),
      );
    case 'HealthyThreshold':
    case 'UnhealthyThreshold': {
      const name = field === 'HealthyThreshold' ? 'healthyThreshold' : 'unhealthyThreshold';
      return row(
        form('range.thresholds', { ...limits[name], value: defaults[name] }),
        input(`healthCheck.${name}`, healthCheck[name], (value) => withCheck({ [name]: value }), count),
      );
    }
    case 'AclStatus':
      return (
        <>
          {choice(
            acl.status,
            [
              { value: 'on', label: t('acl.on') },
              { value: 'off', label: t('acl.off') },
            ],
            (status) => onValues({ ...values, acl: { ...acl, status } }),
          )}
          {isChosen && acl.status === 'on' && (
            <FieldRow
              id={`${id}-type`}
              group
              label={form('label.aclType')}
              hint={acl.type === '' ? undefined : form(`acl.kind.${acl.type}`)}
            >
              {(aria) => (
                <Segmented
                  {...aria}
                  name={`${id}-type`}
                  value={acl.type}
                  options={[
                    { value: 'white', label: domain('acl.white'), icon: 'allow' },
                    { value: 'black', label: domain('acl.black'), icon: 'deny' },
                  ]}
                  onValueChange={(type) => onValues({ ...values, acl: { ...acl, type } })}
                />
              )}
            </FieldRow>
          )}
        </>
      );
  }
}

type InputStyle = Pick<TextInputProps, 'numeric' | 'width' | 'unit' | 'mono' | 'aria-label'>;
type InputProps = Props & {
  path: FieldPath;
  value: string;
  onValue: (value: string) => void;
  inputStyle: InputStyle;
};

function Input({ id, path, value, onValue, inputStyle, bad, onLeave }: InputProps) {
  return (
    <TextInput
      {...inputStyle}
      // Beside a choice the row is named by its label, and the input by its own.
      id={inputStyle['aria-label'] === undefined ? id : `${id}-text`}
      aria-describedby={`${id}-bad ${id}-range`}
      aria-invalid={bad(path) === undefined ? undefined : true}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      onBlur={onLeave}
    />
  );
}
