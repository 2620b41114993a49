import { useTranslations } from 'next-intl';
import type { Environment } from './environment';

/** Where one is working, in three lines, and why nothing can be recorded just now: the header has its title on hover alone. */
export function Where({ environment: { kind, readOnly, account, storage } }: { environment: Environment }) {
  const t = useTranslations('shell.where');
  const shell = useTranslations('shell.storage');
  return (
    <div className="grid gap-0.5 text-12 text-ink-3">
      <span className="font-medium text-ink-2">{t(kind)}</span>
      {account !== null && <span>{t('account', { account })}</span>}
      <span>{t(readOnly ? 'readOnly' : 'readWrite')}</span>
      <span>{t(kind === 'sandbox' ? 'sandboxReach' : 'cloudReach')}</span>
      {storage !== null && <span className="text-bad">{shell(`${storage}Title`)}</span>}
    </div>
  );
}
