/** The account's own group, where a call names none. */
export const DEFAULT_RESOURCE_GROUP = 'rg-acfmxazb4ph6aiy';
