'use client';

import { useTranslations } from 'next-intl';
import { CheckboxField, CheckboxGroup } from '@/components/ui/checkbox';
import { FieldRow } from '@/components/ui/field-row';
import { TextInput } from '@/components/ui/text-input';
import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';
import { healthCheckHttpCodes, limits } from '@/lib/model/limits';
import { withValue } from './field-value';

type Props = {
  id: string;
  values: ListenerFormValues;
  /** What is wrong with a field that was left. */
  bad: (path: FieldPath) => string | undefined;
  onValues: (values: ListenerFormValues) => void;
  /** A field was left. */
  onLeave: () => void;
};

/** What an HTTP check wants beside its type. */
export function ChangeHttpRows({ id, values, bad, onValues, onLeave }: Props) {
  const form = useTranslations('form');
  const { healthCheck } = values;
  const text = (name: 'uri' | 'domain', label: string, range: string) => (
    <FieldRow id={`${id}-${name}`} label={label} range={range} longRange bad={bad(`healthCheck.${name}`)}>
      {(aria) => (
        <TextInput
          {...aria}
          mono
          value={healthCheck[name]}
          onChange={(event) => onValues(withValue(values, `healthCheck.${name}`, event.target.value))}
          onBlur={onLeave}
        />
      )}
    </FieldRow>
  );
  return (
    <>
      {text('uri', form('label.healthCheckUri'), form('range.uri', limits.healthCheckUriLength))}
      {text('domain', form('label.healthCheckDomain'), form('range.domain', limits.healthCheckDomainLength))}
      <FieldRow
        id={`${id}-codes`}
        group
        label={form('label.healthCheckHttpCodes')}
        range={form('range.httpCodes')}
        bad={bad('healthCheck.httpCodes')}
      >
        {(aria) => (
          <CheckboxGroup {...aria}>
            {healthCheckHttpCodes.map((code) => (
              <CheckboxField
                key={code}
                mono
                label={code.replace('http_', '')}
                checked={healthCheck.httpCodes.includes(code)}
                aria-invalid={bad('healthCheck.httpCodes') === undefined ? undefined : true}
                onChange={(event) =>
                  onValues(
                    withValue(
                      values,
                      'healthCheck.httpCodes',
                      healthCheckHttpCodes.filter((known) =>
                        known === code ? event.target.checked : healthCheck.httpCodes.includes(known),
                      ),
                    ),
                  )
                }
              />
            ))}
          </CheckboxGroup>
        )}
      </FieldRow>
    </>
  );
}
