'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import type { ReactNode } from 'react';
import { FieldRow } from '@/components/ui/field-row';
import { Message } from '@/components/ui/message';
import { Mono } from '@/components/ui/verbatim';
import { settingsWithoutField } from '@/lib/listeners/edit/edit-values';
import { useSettingMessages } from '@/components/listeners/use-setting-messages';
import { isSameSetting, settingFields, settingNames } from '@/lib/model/settings';
import { useListenerForm, type EditMode } from '@/components/listeners/form/state/form-context';
import { fieldId } from '@/components/listeners/form/state/sections';

/** A listener's key cannot be changed: it is shown as text, not as disabled fields. */
export function FixedAddress({ edit }: { edit: EditMode }) {
  const t = useTranslations('edit.fixed');
  const label = useTranslations('form.label');
  const { regionId, loadBalancerId, listenerPort } = edit.listener;
  return (
    <>
      <Fixed id={fieldId('loadBalancerId')} label={label('loadBalancerId')} range={t('address')}>
        {edit.instanceName !== loadBalancerId && <span className="mr-2">{edit.instanceName}</span>}
        <Mono className="text-ink-2">{loadBalancerId}</Mono>
        <span className="block text-12 text-ink-3">{regionId}</span>
      </Fixed>
      <Fixed id={fieldId('listenerPort')} label={label('listenerPort')} range={t('port')}>
        <Mono>{listenerPort}</Mono> TCP
      </Fixed>
    </>
  );
}

/** Set has no parameter for it (slb-api.md 3.8). */
export function FixedBackendPort({ edit }: { edit: EditMode }) {
  const t = useTranslations('edit.fixed');
  const label = useTranslations('form.label');
  const port = edit.opened.values.backend.backendServerPort;
  return (
    <Fixed
      id={fieldId('backend.backendServerPort')}
      label={label('backendServerPort')}
      range={t('backendPort')}
    >
      {port === '' ? (
        // While a VServer group is bound the response has none.
        <Message kind="warn">{t('backendPortUnknown')}</Message>
      ) : (
        <>
          <Mono>{port}</Mono> TCP
        </>
      )}
    </Fixed>
  );
}

/** Settings of which the form has no field, as the listener has them; no change touches them. */
export function SettingsWithoutField({ edit }: { edit: EditMode }) {
  const t = useTranslations('edit.fixed');
  const words = useSettingMessages();
  const settings = settingsWithoutField(edit.opened.settings);
  if (settings.length === 0) return null;
  return (
    <Fixed id="settings-without-field" label={t('others')} range={t('othersKept')}>
      {settings.map(({ name, value }) => (
        <span key={name} className="block">
          {words.label(name)}: {words.value(name, value)}{' '}
          <code translate="no" className="font-mono text-12 text-ink-3">
            {name}={value}
          </code>
        </span>
      ))}
    </Fixed>
  );
}

/** A value Sluice would not write itself, or null if SLB did not return it: shown until the field is changed. */
export function KeptNote({ path, raw }: { path: Parameters<typeof fieldId>[0]; raw: string | null }) {
  const t = useTranslations('edit');
  const words = useSettingMessages();
  const { form, edit } = useListenerForm();
  const shown = useWatch({
    control: form.control,
    name: path,
    compute: (value: unknown) => JSON.stringify(value),
  });
  const opened = path
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], edit?.opened.values ?? {});
  if (shown !== JSON.stringify(opened)) return null;
  if (raw === null) return <Message kind="warn">{t('unreturned')}</Message>;
  const name = settingNames.find((each) => settingFields[each] === path);
  // Another spelling of "not set", such as -520 for the port of each server, is no value that says what it means.
  const meaning = name !== undefined && isSameSetting(name, raw, undefined) ? words.value(name, null) : '';
  return (
    <Message kind="hint">
      {meaning === ''
        ? t.rich('kept', { ...mono, value: raw })
        : t.rich('keptMeaning', { ...mono, value: raw, meaning })}
    </Message>
  );
}

const mono = {
  c: (chunks: ReactNode) => (
    // Several ids have no other place to break.
    <code translate="no" className="font-mono wrap-anywhere">
      {chunks}
    </code>
  ),
};

type FixedProps = { id: string; label: string; range: string; children: ReactNode };

function Fixed({ id, label, range, children }: FixedProps) {
  return (
    <FieldRow group id={id} label={label} range={range} longRange>
      {(aria) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- text under a label, no set of fields
        <div role="group" {...aria} className="min-w-0 py-[5px] wrap-anywhere max-sm:py-0">
          {children}
        </div>
      )}
    </FieldRow>
  );
}
