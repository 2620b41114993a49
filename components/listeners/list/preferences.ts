/** Cookies of the list: what this browser remembers, and what it asks of the server with a refresh. */
export const REGIONS_COOKIE = 'sluice-regions';
export const AUTO_REFRESH_COOKIE = 'sluice-auto-refresh';
/** "Newer than this", in epoch ms on the server's clock. */
export const NEWER_THAN_COOKIE = 'sluice-newer-than';
/** The columns last chosen, and the height of rows. */
export const COLUMNS_COOKIE = 'sluice-list-columns';
export const DENSITY_COOKIE = 'sluice-list-density';
