'use client';

import { useTranslations } from 'next-intl';
import { Meanings } from './meanings';
import { RequestPanel } from './request-panel';

/** Beside the fields: the request as it will be sent, and what it means. Where it is narrow, the meaning comes first. */
export function SidePanel() {
  const t = useTranslations('form.side');
  return (
    <aside
      aria-label={t('label')}
      className="self-stretch border-l border-line bg-canvas max-md:border-t max-md:border-l-0"
    >
      <div className="sticky top-0 flex flex-col max-md:static">
        <RequestPanel />
        <Meanings />
      </div>
    </aside>
  );
}
