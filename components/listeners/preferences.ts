/** Cookies of the list: what this browser remembers. */
export const REGIONS_COOKIE = 'sluice-regions';
export const AUTO_REFRESH_COOKIE = 'sluice-auto-refresh';
/** The columns last chosen, and the height of rows. */
export const COLUMNS_COOKIE = 'sluice-list-columns';
export const DENSITY_COOKIE = 'sluice-list-density';
