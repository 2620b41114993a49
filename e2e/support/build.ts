import { ensureBuilt } from '@/scripts/lib/build';

/** Playwright's global setup: the whole run serves one build, made from the sources as they are at its beginning. */
export default async function build(): Promise<void> {
  await ensureBuilt();
}
