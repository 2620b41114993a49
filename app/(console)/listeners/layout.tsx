import type { ReactNode } from 'react';
import { SelectionProvider } from '@/components/listeners/selection/selection';
import { requireActor } from '@/lib/web/require-actor';

/** What the pages of listeners share: the selection survives opening one of them. */
export default async function ListenersLayout({ children }: { children: ReactNode }) {
  await requireActor();
  return <SelectionProvider>{children}</SelectionProvider>;
}
