/** Remembers that keys pressed alone are no commands: `off`; anything else is on. */
export const SINGLE_KEYS_COOKIE = 'sluice-single-keys';
