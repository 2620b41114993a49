import { useTranslations } from 'next-intl';
import type { Environment } from './environment';

/** Where one is working, in three lines. */
export function Where({ environment: { kind, readOnly } }: { environment: Environment }) {
  const t = useTranslations('shell.where');
  return (
    <div className="grid gap-0.5 text-12 text-ink-3">
      <span className="font-medium text-ink-2">{t(kind)}</span>
      <span>{t(readOnly ? 'readOnly' : 'readWrite')}</span>
      <span>{t(kind === 'sandbox' ? 'sandboxReach' : 'cloudReach')}</span>
    </div>
  );
}
