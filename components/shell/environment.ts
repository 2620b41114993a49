/** Where the calls go, whether changes are allowed, and why nothing can be recorded just now; null where it can. */
export type Environment = {
  kind: 'sandbox' | 'cloud';
  readOnly: boolean;
  /** The name of the account; null if there is only one. */
  account: string | null;
  accounts: readonly string[];
  storage: 'full' | 'failing' | 'unreachable' | null;
};
