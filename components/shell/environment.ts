/** Where the calls go, and whether changes are allowed. */
export type Environment = { kind: 'sandbox' | 'cloud'; readOnly: boolean };
