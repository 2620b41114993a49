import type { ReactNode } from 'react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { AccountMenu, type Account } from './account-menu';
import { AccountSwitch } from './account-switch';
import type { Environment } from './environment';
import { LanguageSwitch } from './language-switch';
import { LiveRuns } from './live-runs';
import { NarrowMenu } from './narrow-menu';
import { NAVIGATION } from './navigation';
import { NavigationLink } from './navigation-link';
import { PaletteBox } from './palette-box';
import { ThemeSwitch } from './theme-switch';
import { Where } from './where';
import type { Theme } from './theme';

type Props = {
  environment: Environment;
  theme: Theme;
  runsInProgress: number;
  regionPicker?: ReactNode;
  account?: Account | null;
};

/** Says on every page and every width where one is working. */
export async function Header({ environment, theme, runsInProgress, regionPicker, account }: Props) {
  const [t, locale] = await Promise.all([getTranslations('shell'), getLocale()]);
  const { kind, readOnly, storage } = environment;
  return (
    <header className="print:hidden flex min-w-0 items-center gap-2 border-b border-line pr-4 pl-5 max-sm:sticky max-sm:top-[3px] max-sm:z-6 max-sm:h-12 max-sm:gap-1 max-sm:bg-canvas max-sm:pr-2 max-sm:pl-1">
      <NarrowMenu>
        <nav aria-label={t('nav.label')}>
          {NAVIGATION.map(({ key, ...link }) => (
            <NavigationLink
              key={key}
              {...link}
              label={t(`nav.${key}`)}
              note={key === 'runs' && <LiveRuns count={runsInProgress} />}
            />
          ))}
        </nav>
        <LanguageSwitch locale={locale} className="justify-start px-2!" />
        <div className="border-t border-line px-2 pt-3">
          <Where environment={environment} />
        </div>
      </NarrowMenu>
      <Link
        href="/settings/connection"
        title={t(kind === 'sandbox' ? 'environment.sandboxTitle' : 'environment.cloudTitle')}
        className={`inline-flex h-(--h-small) flex-none items-center gap-1.5 rounded-2 border px-2 text-12 font-semibold whitespace-nowrap ${
          kind === 'sandbox' ? 'border-dashed border-accent-mark text-accent' : 'border-ink text-ink'
        }`}
      >
        {t(`environment.${kind}`)}{' '}
        <span className={`font-normal text-ink-2 ${readOnly ? '' : 'max-sm:sr-only'}`}>
          {t(readOnly ? 'environment.readOnly' : 'environment.readWrite')}
        </span>
      </Link>
      {environment.account !== null && (
        <AccountSwitch account={environment.account} accounts={environment.accounts} />
      )}
      {storage !== null && (
        <output
          title={t(`storage.${storage}Title`)}
          className="inline-flex h-(--h-small) flex-none items-center gap-1.5 rounded-2 border border-bad px-2 text-12 font-semibold whitespace-nowrap text-bad max-sm:px-1"
        >
          <Icon name="bad" size={14} className="max-sm:hidden" />
          {t(`storage.${storage}`)} <span className="sr-only">{t(`storage.${storage}Title`)}</span>
        </output>
      )}
      {regionPicker}
      <span className="flex-1" />
      <PaletteBox />
      <span className="max-sm:hidden">
        <LanguageSwitch locale={locale} />
      </span>
      {/* On a phone there is no room for both. */}
      <span className={storage === null ? 'contents' : 'contents max-sm:hidden'}>
        <ThemeSwitch theme={theme} />
      </span>
      {account && <AccountMenu {...account} />}
    </header>
  );
}
