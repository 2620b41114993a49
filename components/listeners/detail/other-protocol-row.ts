import type { ReactNode } from 'react';
import type { Translator } from '@/lib/i18n/translator';
import type { SettingState } from '@/lib/model/setting-states';

/** A setting of a listener that is not TCP, as its page shows it. */
export type Row = { key: string; name: string; state: SettingState; value: ReactNode };

export type SettingsTranslator = Translator<'listener.settings'>;

export type RowName =
  | 'listenerPort'
  | 'redirect'
  | 'bandwidth'
  | 'description'
  | 'tags'
  | 'scheduler'
  | 'group'
  | 'backendPort'
  | 'persistence'
  | 'proxyProtocol'
  | 'check'
  | 'checkType'
  | 'checkRequest'
  | 'checkResponse'
  | 'checkDomain'
  | 'checkCodes'
  | 'checkPort'
  | 'checkTimes'
  | 'thresholds'
  | 'serverCertificate'
  | 'caCertificate'
  | 'domains'
  | 'tlsPolicy'
  | 'http2'
  | 'idleTimeout'
  | 'requestTimeout'
  | 'gzip';

/** A row about a field of SLB, which says why if there is no value. */
export type RowOf = (name: RowName, wireName: string, value: ReactNode) => Row;

export function nameOf(t: SettingsTranslator, name: RowName): string {
  return t(`name.${name}`);
}

/** A switch as text; undefined if SLB did not return it. */
export function switchText(
  t: SettingsTranslator,
  state: string | undefined,
  off = t('off'),
): string | undefined {
  return state === undefined ? undefined : state === 'on' ? t('on') : off;
}
