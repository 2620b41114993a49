import type { ReactNode } from 'react';
import type { Translator } from '@/lib/i18n/translator';
import type { SettingState } from '@/lib/model/setting-states';

/** A setting of a listener that is not TCP, as its page shows it; `fields` are those of SLB that it shows. */
export type Row = {
  key: string;
  name: string;
  fields: readonly string[];
  state: SettingState;
  value: ReactNode;
};

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
  | 'cookieType'
  | 'cookie'
  | 'cookieTimeout'
  | 'proxyProtocol'
  | 'check'
  | 'checkType'
  | 'checkMethod'
  | 'checkPath'
  | 'checkRequest'
  | 'checkResponse'
  | 'checkDomain'
  | 'checkCodes'
  | 'checkPort'
  | 'checkTimes'
  | 'checkTimeout'
  | 'checkInterval'
  | 'thresholds'
  | 'healthyThreshold'
  | 'unhealthyThreshold'
  | 'serverCertificate'
  | 'caCertificate'
  | 'domains'
  | 'tlsPolicy'
  | 'http2'
  | 'idleTimeout'
  | 'requestTimeout'
  | 'gzip';

/**
 * A row about fields of SLB. One without a value says why: it could not be read, or it was not returned. `whenAbsent` is
 * what it means that a field was not returned, where that is documented.
 */
export type RowOf = (
  name: RowName,
  fields: string | readonly string[],
  value: ReactNode,
  whenAbsent?: ReactNode,
) => Row;

export function rowsAbout(t: SettingsTranslator, unreadable: readonly string[]): RowOf {
  return (name, fields, value, whenAbsent) => {
    const names = typeof fields === 'string' ? [fields] : fields;
    const base = { key: name, name: t(`name.${name}`), fields: names };
    if (value !== undefined) return { ...base, state: 'returned', value };
    if (names.some((field) => unreadable.includes(field)))
      return { ...base, state: 'unreadable', value: t('unreadable') };
    if (whenAbsent !== undefined) return { ...base, state: 'returned', value: whenAbsent };
    return { ...base, state: 'unreturned', value: t('unreturned') };
  };
}

/** One row for what belongs together or, if a part of it has no value, a row for each part. */
export function wholeOrParts(whole: Row, parts: readonly Row[]): readonly Row[] {
  return whole.state === 'returned' ? [whole] : parts;
}

/** A switch as text; undefined if SLB did not return it. */
export function switchText(
  t: SettingsTranslator,
  state: string | undefined,
  off = t('off'),
): string | undefined {
  return state === undefined ? undefined : state === 'on' ? t('on') : off;
}

export function secondsText(t: SettingsTranslator, seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : t('seconds', { seconds });
}
