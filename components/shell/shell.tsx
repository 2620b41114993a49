import type { ReactNode } from 'react';
import { getTranslations } from 'next-intl/server';
import { ToastProvider } from '@/components/ui/toast';
import { PendingQueryProvider } from './pending-query';
import { AccountGuard } from './account-guard';
import type { Account } from './account-menu';
import { AwaitedWrites } from './awaited-writes';
import { ClientMessages } from './client-messages';
import type { Environment } from './environment';
import { Header } from './header';
import { KeysProvider } from './keys';
import { Navigation } from './navigation';
import { SessionDialog } from './session-dialog';
import { SIGNED_IN_ATTRIBUTE } from './preference';
import type { Theme } from './theme';

type Props = {
  environment: Environment;
  theme: Theme;
  runsInProgress: number;
  /** Whether keys pressed alone are commands, as this browser remembers it. */
  singleKeys: boolean;
  regionPicker?: ReactNode;
  /** Who is signed in; nothing without sign-in. */
  account?: Account | null;
  children: ReactNode;
};

/** The frame of every page: where you are working, where you can go, and the work itself. */
export async function Shell({
  environment,
  theme,
  runsInProgress,
  singleKeys,
  regionPicker,
  account,
  children,
}: Props) {
  const t = await getTranslations('shell');
  const strip =
    environment.kind === 'sandbox' ? 'bg-(image:--hatch-sandbox)' : 'bg-ink forced-color-adjust-none';
  return (
    <ClientMessages
      paths={[
        'shell.nav',
        'shell.menu',
        'shell.palette',
        'shell.theme',
        'shell.account',
        'shell.error',
        'account.menu',
        'domain.failedRequest',
        'account.ended',
        'domain.unsettled',
      ]}
    >
      <ToastProvider label={t('notifications')} dismissLabel={t('dismiss')}>
        <a
          href="#main"
          className="fixed top-2 left-2 z-40 -translate-y-20 rounded-2 bg-raised px-3 py-2 shadow-float focus:translate-y-0 print:hidden"
        >
          {t('skip')}
        </a>
        <PendingQueryProvider>
          <KeysProvider single={singleKeys}>
            <div
              {...{ [SIGNED_IN_ATTRIBUTE]: account ? '' : undefined }}
              className="grid h-dvh grid-cols-[var(--w-nav)_minmax(0,1fr)] grid-rows-[3px_var(--h-bar)_minmax(0,1fr)] max-lg:grid-cols-[52px_minmax(0,1fr)] max-sm:block max-sm:h-auto print:block print:h-auto"
            >
              <div
                aria-hidden="true"
                className={`col-span-full max-sm:sticky max-sm:top-0 max-sm:z-7 max-sm:h-[3px] max-sm:bg-canvas print:hidden ${strip}`}
              />
              <Navigation environment={environment} runsInProgress={runsInProgress} />
              <Header
                environment={environment}
                theme={theme}
                runsInProgress={runsInProgress}
                regionPicker={regionPicker}
                account={account}
              />
              <main
                id="main"
                tabIndex={-1}
                className="relative flex min-h-0 min-w-0 flex-col bg-surface outline-none focus-visible:shadow-none sm:overflow-clip max-sm:block print:block print:overflow-visible max-sm:min-h-[calc(100dvh-51px)]"
              >
                <AwaitedWrites />
                {account && <SessionDialog />}
                {environment.account !== null && (
                  <AccountGuard account={environment.account} accounts={environment.accounts} />
                )}
                {children}
              </main>
            </div>
          </KeysProvider>
        </PendingQueryProvider>
      </ToastProvider>
    </ClientMessages>
  );
}
