/** Remembers that single-key shortcuts are off (`off`); anything else is on. */
export const SINGLE_KEYS_COOKIE = 'sluice-single-keys';
