'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { Menu } from '@/components/ui/menu';
import { parseTheme, THEMES, type Theme } from './theme';
import { chooseTheme, chosenTheme, subscribeTheme } from './theme-choice';

type Props = { theme: Theme };

/** System, light or dark. The server writes the choice on `html`, so nothing flashes on the next page. */
export function ThemeSwitch({ theme: initial }: Props) {
  const t = useTranslations('shell.theme');
  const theme = useSyncExternalStore(subscribeTheme, chosenTheme, () => initial);
  return (
    <Menu
      variant="quiet"
      iconOnly
      icon="theme"
      label={t('label')}
      entries={[
        {
          kind: 'choice',
          key: 'theme',
          label: t('label'),
          value: theme,
          options: THEMES.map((value) => ({ value, label: t(value) })),
          onValueChange: (value) => chooseTheme(parseTheme(value)),
        },
      ]}
    />
  );
}
