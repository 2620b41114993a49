import type { ReactNode } from 'react';
import { ClientMessages } from '@/components/shell/client-messages';
import { requireActor } from '@/lib/web/require-actor';

type Props = { children: ReactNode; peek: ReactNode };

/**
 * The list, and the listener beside it that is looked at. With the messages of the list's client components: in a layout,
 * so that they are not sent again with every search.
 */
export default async function ListLayout({ children, peek }: Props) {
  await requireActor();
  return (
    <ClientMessages
      paths={[
        'plans.selection',
        'domain.failedRequest',
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
        'list.peek',
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
      <div className="flex min-h-0 flex-1 max-sm:contents">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-sm:contents">{children}</div>
        {peek}
      </div>
    </ClientMessages>
  );
}
