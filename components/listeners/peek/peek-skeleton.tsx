import { getTranslations } from 'next-intl/server';
import { Skeleton } from '@/components/ui/skeleton';
import type { ListenerKey } from '@/lib/model/outcome';
import { protocolOf } from '@/lib/model/protocol';
import { PeekTitle } from './peek-title';

/** What is known of it before it is read: its port. */
export async function PeekSkeleton({ peek }: { peek: ListenerKey }) {
  const t = await getTranslations('list.peek');
  const port = String(peek.listenerPort);
  const protocol = protocolOf(peek).toUpperCase();
  return (
    <>
      <PeekTitle port={port} protocol={protocol} instance={peek.loadBalancerId} />
      <output className="sr-only">{t('reading', { port, protocol })}</output>
      <div aria-hidden="true" className="grid gap-4 px-5 pt-3">
        {[220, 160, 280, 200, 300, 180].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    </>
  );
}
