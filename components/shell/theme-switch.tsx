'use client';

import { useState } from 'react';
import { Menu } from '@/components/ui/menu';
import { remember } from './preference';
import { parseTheme, THEME_COOKIE, THEMES, type Theme } from './theme';

type Props = { theme: Theme; words: Record<Theme | 'label', string> };

/** System, light or dark. The server writes the choice on `html`, so nothing flashes on the next page. */
export function ThemeSwitch({ theme: initial, words }: Props) {
  const [theme, setTheme] = useState(initial);

  function choose(next: Theme) {
    setTheme(next);
    remember(THEME_COOKIE, next);
    if (next === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
  }

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
          onValueChange: (value) => choose(parseTheme(value)),
        },
      ]}
    />
  );
}
