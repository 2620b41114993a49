/** A listener as the palette shows it, in the reader's words. */
export type FoundListener = {
  /** Names it among the others. */
  id: string;
  /** "443/TCP on edge-prod". */
  name: string;
  /** Region and address or id. */
  detail: string;
  description: string | null;
  status: string;
  statusMessages: string;
  href: string;
};
