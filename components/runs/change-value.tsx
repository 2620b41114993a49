'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { PathValue } from 'react-hook-form';
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
import { valueAt, withValue } from './field-value';

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
  const ownPath = settingFields[field];

  const input = (path: FieldPath, inputStyle: InputStyle = {}) => (
    <Input key={path} {...props} path={path} inputStyle={inputStyle} />
  );
  const seconds = { numeric: true, width: 'short', unit: form('unit.seconds') } as const;
  const count = { numeric: true, width: 'short' } as const;
  const choice = <Path extends FieldPath>(
    path: Path,
    options: readonly SegmentedOption<PathValue<ListenerFormValues, Path> & string>[],
    more: { range?: ReactNode; beside?: ReactNode } = {},
  ) => (
    <FieldRow id={id} group label={t('value')} range={more.range} bad={props.bad(ownPath)} longRange>
      {(aria) => (
        <div className="flex w-full flex-wrap items-center gap-2">
          <Segmented<string>
            {...aria}
            name={id}
            value={isChosen ? valueAt(values, path) : ''}
            options={options}
            onValueChange={(value) => onValues(withValue(values, path, value))}
          />
          {more.beside}
        </div>
      )}
    </FieldRow>
  );
  const onOrOff = [
    { value: 'on', label: t('on') },
    { value: 'off', label: t('off') },
  ] as const;
  const text = (range: ReactNode, inputStyle?: InputStyle, hint?: ReactNode) => (
    <FieldRow id={id} label={t('value')} range={range} hint={hint} bad={props.bad(ownPath)}>
      {input(ownPath, inputStyle)}
    </FieldRow>
  );
  const rangeOf = (
    key: 'range.secondsDefault' | 'range.thresholds',
    name: keyof typeof limits & keyof typeof defaults,
  ) => form(key, { ...limits[name], value: defaults[name] });

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
        'bandwidth.kind',
        [
          { value: 'limited', label: form('choice.limited') },
          { value: 'unlimited', label: form('choice.unlimited') },
        ],
        {
          range: form('range.bandwidth', limits.bandwidthMbps),
          beside:
            values.bandwidth.kind === 'limited' &&
            input(ownPath, {
              numeric: true,
              width: 'medium',
              unit: form('unit.mbps'),
              'aria-label': form('label.bandwidth'),
            }),
        },
      );
    case 'PersistenceTimeout':
      return choice('persistence.status', onOrOff, {
        range: form('range.persistenceTimeoutSeconds', limits.persistenceTimeoutSeconds),
        beside:
          values.persistence.status === 'on' &&
          input(ownPath, { ...seconds, 'aria-label': form('label.persistenceTimeoutSeconds') }),
      });
    case 'Description':
      return text(
        form('range.description', {
          count: [...usedText('description', values.description)].length,
          max: limits.descriptionLength.max,
        }),
      );
    case 'EstablishedTimeout':
      return text(rangeOf('range.secondsDefault', 'establishedTimeoutSeconds'), seconds);
    case 'HealthCheckSwitch':
      return choice('healthCheck.status', onOrOff, { range: form('range.healthCheckStatus') });
    case 'HealthCheckType':
      return (
        <>
          {choice('healthCheck.type', [
            { value: 'tcp', label: form('choice.tcp') },
            { value: 'http', label: form('choice.http') },
          ])}
          {isChosen && values.healthCheck.type === 'http' && <ChangeHttpRows {...props} />}
        </>
      );
    case 'HealthCheckConnectPort':
      return text(t('range', limits.healthCheckConnectPort), count);
    case 'HealthCheckConnectTimeout':
      return text(
        rangeOf('range.secondsDefault', 'healthCheckConnectTimeoutSeconds'),
        seconds,
        t('timesHint'),
      );
    case 'HealthCheckInterval':
      return text(rangeOf('range.secondsDefault', 'healthCheckIntervalSeconds'), seconds, t('timesHint'));
    case 'HealthyThreshold':
      return text(rangeOf('range.thresholds', 'healthyThreshold'), count);
    case 'UnhealthyThreshold':
      return text(rangeOf('range.thresholds', 'unhealthyThreshold'), count);
    case 'AclStatus':
      return (
        <>
          {choice('acl.status', [
            { value: 'on', label: t('acl.on') },
            { value: 'off', label: t('acl.off') },
          ])}
          {isChosen && values.acl.status === 'on' && (
            <FieldRow
              id={`${id}-type`}
              group
              label={form('label.aclType')}
              hint={values.acl.type === '' ? undefined : form(`acl.kind.${values.acl.type}`)}
            >
              {(aria) => (
                <Segmented
                  {...aria}
                  name={`${id}-type`}
                  value={values.acl.type}
                  options={[
                    { value: 'white', label: domain('acl.white'), icon: 'allow' },
                    { value: 'black', label: domain('acl.black'), icon: 'deny' },
                  ]}
                  onValueChange={(type) => onValues(withValue(values, 'acl.type', type))}
                />
              )}
            </FieldRow>
          )}
        </>
      );
  }
}

type InputStyle = Pick<TextInputProps, 'numeric' | 'width' | 'unit' | 'mono' | 'aria-label'>;
type InputProps = Props & { path: FieldPath; inputStyle: InputStyle };

function Input({ id, path, values, onValues, inputStyle, bad, onLeave }: InputProps) {
  return (
    <TextInput
      {...inputStyle}
      // Beside a choice the row is named by its label, and the input by its own.
      id={inputStyle['aria-label'] === undefined ? id : `${id}-text`}
      aria-describedby={`${id}-bad ${id}-range`}
      aria-invalid={bad(path) === undefined ? undefined : true}
      value={valueAt(values, path)}
      onChange={(event) => onValues(withValue(values, path, event.target.value))}
      onBlur={onLeave}
    />
  );
}
