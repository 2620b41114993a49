'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { ReadNote } from '@/components/listeners/form/fields/read-note';
import { useVersionText } from '@/components/listeners/form/fields/use-version-text';
import { useFieldMessages } from '@/components/listeners/form/state/use-field-messages';
import { Combobox } from '@/components/ui/combobox';
import { FieldRow } from '@/components/ui/field-row';
import { Message } from '@/components/ui/message';
import { Mono } from '@/components/ui/verbatim';
import { listOf } from '@/components/listeners/form/state/use-reads';
import { hasNone, type RegionChoice } from './use-region-lists';

type Props = {
  regions: readonly RegionChoice[];
  onChoose: (regionId: string, aclId: string) => void;
  onRetry: (regionId: string) => void;
};

/** The list to bind, region by region: a list belongs to one. */
export function ChangeLists({ regions, onChoose, onRetry }: Props) {
  return regions.map((region) => (
    <RegionRow
      key={region.regionId}
      region={region}
      onChoose={(aclId) => onChoose(region.regionId, aclId)}
      onRetry={() => onRetry(region.regionId)}
    />
  ));
}

type RowProps = { region: RegionChoice; onChoose: (aclId: string) => void; onRetry: () => void };

function RegionRow({ region, onChoose, onRetry }: RowProps) {
  const t = useTranslations('change.acl');
  const form = useTranslations('form');
  const versionText = useVersionText();
  const { issue } = useFieldMessages();
  const id = useId();
  const { regionId, count, lists, aclId, isId, chosen, entries, otherVersion } = region;
  const entryCount = entries?.ok ? entries.value.entries.length : undefined;

  if (hasNone(region))
    return (
      <FieldRow id={id} group label={<Mono>{regionId}</Mono>}>
        <Message kind="warn">{t('none', { count })}</Message>
      </FieldRow>
    );
  return (
    <FieldRow
      id={id}
      group
      label={<Mono>{regionId}</Mono>}
      range={
        <>
          <span>{t('listeners', { count })}</span>
          {entries?.ok && entryCount !== undefined && (
            <span>
              {t('entries', { version: versionText(entries.value.addressIpVersion), count: entryCount })}
            </span>
          )}
        </>
      }
      bad={aclId !== '' && !isId ? issue('acl.aclId', 'charset') : undefined}
      warn={
        otherVersion > 0
          ? t('otherVersion', { count: otherVersion })
          : lists?.ok && isId && chosen === undefined
            ? form('acl.unknown', { id: aclId, region: regionId })
            : undefined
      }
      below={
        <>
          <ReadNote read={lists} onRetry={onRetry}>
            {form('read.accessControlLists')}
          </ReadNote>
          <ReadNote read={entries} onRetry={onRetry}>
            {form('read.entries')}
          </ReadNote>
        </>
      }
    >
      {(aria) => (
        <Combobox
          id={aria.id}
          aria-describedby={aria['aria-describedby']}
          aria-label={t('list', { region: regionId })}
          aria-invalid={aclId !== '' && !isId ? true : undefined}
          items={listOf(lists).map((list) => ({
            value: list.aclId,
            label: list.name,
            id: list.aclId,
            hint: versionText(list.addressIpVersion),
          }))}
          value={aclId}
          onValueChange={onChoose}
          messages={{
            placeholder: lists === undefined ? t('reading') : form('choice.acl'),
            search: form('combobox.searchNameOrId'),
            none: lists === undefined ? t('reading') : form('combobox.noMatch'),
            takeTyped: (typed) => form('combobox.useTyped', { id: typed }),
            more: (hidden) => form('combobox.more', { count: hidden }),
          }}
        />
      )}
    </FieldRow>
  );
}
