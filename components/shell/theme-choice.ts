import { remember } from './preference';
import { parseTheme, THEME_COOKIE, type Theme } from './theme';

const CHANGED = 'sluice-theme';

/** Changes the theme at once, and for the pages to come. */
export function chooseTheme(theme: Theme): void {
  remember(THEME_COOKIE, theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  window.dispatchEvent(new Event(CHANGED));
}

export function chosenTheme(): Theme {
  return parseTheme(document.documentElement.dataset['theme']);
}

export function subscribeTheme(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}
