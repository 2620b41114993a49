import { jsonRequest } from '@/components/shell/fetch-json';

/** What is on screen; an instance as `region/id`. */
export type Screen = { regions: readonly string[]; instances: readonly string[] };

/** Has Sluice read again what is on screen; `whole`: its regions with all that is in them. */
export async function rereadScreen(screen: Screen, whole: boolean): Promise<void> {
  try {
    await fetch('/listeners/reread', jsonRequest({ ...screen, whole }));
  } catch {
    // What follows finds that Sluice does not answer.
  }
}
