'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { SelectField } from '@/components/form/select-field';
import { TextField } from '@/components/form/text-field';
import { useField, useListenerForm } from '@/components/listeners/form/state/form-context';
import { ReadNote } from './read-note';

/** The region: a select of what DescribeRegions answers, a line to type in where it could not be read. */
export function RegionField() {
  const t = useTranslations('form');
  const router = useRouter();
  const { regions, choices, firstField } = useListenerForm();
  const field = useField();
  const row = { ...field('regionId'), range: t('range.regionId') };

  if (!regions.ok)
    return (
      <TextField
        {...row}
        input={{ mono: true, autoFocus: firstField === 'regionId' }}
        onLeft={choices.regionChosen}
        below={
          <ReadNote read={regions} onRetry={() => router.refresh()}>
            {t('read.regions')}
          </ReadNote>
        }
      />
    );
  return (
    <SelectField
      {...row}
      placeholder={t('choice.region')}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first field of the form (ux.md F1)
      autoFocus={firstField === 'regionId'}
      options={regions.value.map(({ regionId, localName }) => ({
        value: regionId,
        // The id first: it is what one types ahead in a select.
        label: localName === regionId ? regionId : `${regionId}  ${localName}`,
      }))}
      onChosen={choices.regionChosen}
    />
  );
}
