/** Where the calls go, whether changes are allowed, and why nothing can be recorded just now; null where it can. */
export type Environment = {
  kind: 'sandbox' | 'cloud';
  readOnly: boolean;
  storage: 'full' | 'failing' | null;
};
