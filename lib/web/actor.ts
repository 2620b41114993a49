/** Everybody, until there is sign-in. */
export const LOCAL_ACTOR = 'local';
