import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/components/shell/client-messages';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';
import type { ListenerError } from '@/lib/model/errors';
import { editHref, listenerHref } from '@/lib/listeners/list/hrefs';
import type { ListenerKey } from '@/lib/model/outcome';
import type { BlockReason } from '@/lib/model/rules';
import { RejectionBody } from '@/components/listeners/rejection';

type BlockedProps = {
  listener: ListenerKey;
  instanceName: string;
  blockReason: BlockReason;
  reason: string | null;
};

/** Replaces the form of a listener that may not be changed: the reason, in its owner's words. */
export async function BlockedEdit({ listener, instanceName, blockReason, reason }: BlockedProps) {
  const [t, domain] = await Promise.all([getTranslations('edit.blocked'), getTranslations('domain')]);
  const words = domain(`blockReason.${blockReason}`);
  return (
    <EmptyState
      title={t('title', { port: String(listener.listenerPort), instance: instanceName })}
      actions={
        <>
          <ButtonLink href={listenerHref(listener)}>{t('show')}</ButtonLink>
          <ButtonLink href="/listeners" variant="quiet">
            {t('list')}
          </ButtonLink>
        </>
      }
    >
      <p>{reason === null ? words : t('reason', { blockReason: words, reason })}</p>
    </EmptyState>
  );
}

export async function MissingListener({ listener }: { listener: ListenerKey }) {
  const t = await getTranslations('edit.missing');
  return (
    <EmptyState
      illustration
      heading="h1"
      title={t('title', { port: String(listener.listenerPort), instance: listener.loadBalancerId })}
      actions={<ButtonLink href="/listeners">{t('list')}</ButtonLink>}
    >
      <p>{t('text')}</p>
    </EmptyState>
  );
}

type UnreadableProps = { listener: ListenerKey; error: ListenerError };

export async function UnreadableListener({ listener, error }: UnreadableProps) {
  const t = await getTranslations('edit.unreadable');
  return (
    <EmptyState
      heading="h1"
      title={t('title')}
      actions={<ButtonLink href={editHref(listener)}>{t('retry')}</ButtonLink>}
    >
      <ClientMessages paths={['domain']}>
        <RejectionBody error={error} />
      </ClientMessages>
    </EmptyState>
  );
}
