'use client';

import { useTranslations } from 'next-intl';
import { useListenerForm } from '@/components/listeners/form/state/form-context';
import { Meanings } from './meanings';
import { RequestPanel } from './request-panel';

/** Beside the fields: the request as it will be sent, and what it means. Where it is narrow, the meaning comes first. */
export function SidePanel() {
  const t = useTranslations('form.side');
  const { edit } = useListenerForm();
  // What the fields hold is not what is being decided on.
  const isDeciding = edit !== null && edit.deciding !== null;
  return (
    <aside
      aria-label={t('label')}
      className="self-stretch border-l border-line bg-canvas max-md:border-t max-md:border-l-0"
    >
      <div className="sticky top-0 flex flex-col max-md:static">
        <RequestPanel />
        {!isDeciding && <Meanings />}
      </div>
    </aside>
  );
}
