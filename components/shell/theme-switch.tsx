'use client';

import { useSyncExternalStore } from 'react';
import { Menu } from '@/components/ui/menu';
import { parseTheme, THEMES, type Theme } from './theme';
import { chooseTheme, chosenTheme, subscribeTheme } from './theme-choice';

type Props = { theme: Theme; words: Record<Theme | 'label', string> };

/** System, light or dark. The server writes the choice on `html`, so nothing flashes on the next page. */
export function ThemeSwitch({ theme: initial, words }: Props) {
  const theme = useSyncExternalStore(subscribeTheme, chosenTheme, () => initial);
  return (
    <Menu
      variant="quiet"
      iconOnly
      icon="theme"
      label={words.label}
      entries={[
        {
          kind: 'choice',
          key: 'theme',
          label: words.label,
          value: theme,
          options: THEMES.map((value) => ({ value, label: words[value] })),
          onValueChange: (value) => chooseTheme(parseTheme(value)),
        },
      ]}
    />
  );
}
