import { getTranslations } from 'next-intl/server';
import { codeWarnings } from '@/components/listeners/code/code-warnings';
import { ListenerCode } from '@/components/listeners/code/listener-code';
import { Icon } from '@/components/ui/icon';
import type { OneListener, OneTcpListener } from '@/lib/listeners/detail/detail-types';
import { recreateRequest } from '@/lib/listeners/wire/recreate-parameters';
import { settingsOf, unreturnedSettings } from '@/lib/model/settings';
import { actionRequest } from '@/lib/snippets/api-request';

type Props = { one: OneListener; listener: OneTcpListener };

/** How the listener is created again, imported, started, stopped and deleted by code. */
export async function Code({ one: { key: listenerKey, loadBalancer, owner }, listener }: Props) {
  const [t, domain] = await Promise.all([getTranslations('code'), getTranslations('domain')]);
  const { settings } = listener;
  const unreturned = unreturnedSettings(settings);
  return (
    <details className="group border-t border-line">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-5 py-2.5 max-sm:px-4 [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-right" size={14} className="group-open:rotate-90" />
        <h2 className="flex-none font-semibold whitespace-nowrap">{t('title')}</h2>
        <span className="text-12 text-ink-3">{t('summary')}</span>
      </summary>
      <ListenerCode
        warnings={{
          ...codeWarnings([{ loadBalancer, owner }], { t, domain }),
          recreate:
            unreturned.length > 0 ? [t('unreturned', { names: unreturned.join(domain('separator')) })] : [],
        }}
        requests={{
          recreate: [recreateRequest(listenerKey, settings.backendServerPort, settingsOf(settings))],
          start: [actionRequest('start', listenerKey)],
          stop: [actionRequest('stop', listenerKey)],
          delete: [actionRequest('delete', listenerKey)],
        }}
      />
    </details>
  );
}
