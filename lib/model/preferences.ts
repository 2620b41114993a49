/** The cookies in which a browser remembers its reader's choices. They follow a person who signs in (decision 140). */
export const preferenceNames = [
  'sluice-theme',
  'sluice-locale',
  'sluice-single-keys',
  'sluice-code',
  'sluice-regions',
  'sluice-auto-refresh',
  'sluice-list-columns',
  'sluice-list-density',
] as const;

export type PreferenceName = (typeof preferenceNames)[number];

/** Names of those that were chosen here while nobody was signed in. They become the choice of whoever signs in next. */
export const UNKEPT_COOKIE = 'sluice-unkept';
