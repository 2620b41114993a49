/** A listener as the palette shows it, in the reader's language. */
export type FoundListener = {
  /** Identifies it among the others. */
  id: string;
  /** "443/TCP on edge-prod". */
  name: string;
  /** Region and address or id. */
  detail: string;
  description: string | null;
  status: string;
  statusText: string;
  href: string;
};

export type FoundListeners = {
  /** Best first. */
  found: readonly FoundListener[];
  /** That others may match, because the servers of some listeners are unknown. */
  note: string | null;
};
