import type { ReactNode } from 'react';
import { ClientMessages } from '@/components/shell/client-messages';

/** The messages of the list's client components. In a layout, so that they are not sent again with every search. */
export default function ListLayout({ children }: { children: ReactNode }) {
  return (
    <ClientMessages
      paths={[
        'bulk',
        'domain.blockReason',
        'domain.comma',
        'domain.separator',
        'domain.status',
        'list.action',
        'list.dialog',
        'list.foot',
        'list.health',
        'list.outage',
        'list.outcome',
        'list.sort',
        'list.table',
        'query.add',
        'query.bar',
        'query.column',
        'query.export',
        'query.layout',
        'query.operator',
        'query.value',
        'query.views',
        'runs.skip',
        'selection',
      ]}
    >
      {children}
    </ClientMessages>
  );
}
