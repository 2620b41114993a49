/** The actor of everybody, until there is sign-in. */
export const LOCAL_ACTOR = 'local';
