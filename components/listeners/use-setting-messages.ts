'use client';

import { useTranslations } from 'next-intl';
import { settingText } from './setting-text';

/** A setting and its value as text, for client components; see `settingText`. */
export function useSettingMessages(nameOf?: (id: string) => string | undefined) {
  return settingText(useTranslations('edit'), useTranslations('domain'), nameOf);
}
