import type { ReactNode } from 'react';
import { SelectionProvider } from '@/components/listeners/selection/selection';

/** What the pages of listeners share: the selection survives opening one of them. */
export default function ListenersLayout({ children }: { children: ReactNode }) {
  return <SelectionProvider>{children}</SelectionProvider>;
}
