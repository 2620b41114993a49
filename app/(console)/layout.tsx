import type { ReactNode } from 'react';
import { cookies } from 'next/headers';
import { CodeSettingsProvider } from '@/components/listeners/code/code-settings';
import { CODE_TAB_COOKIE, parseCodeTab } from '@/components/listeners/code/code-tab';
import { SINGLE_KEYS_COOKIE } from '@/components/shell/keys-cookie';
import { Shell } from '@/components/shell/shell';
import { parseTheme, THEME_COOKIE } from '@/components/shell/theme';
import { accountNames, config } from '@/lib/config';
import { storageProblem, whereReachable } from '@/lib/db/storage';
import { countRunsInProgress } from '@/lib/runs/read-runs';
import { requireActor } from '@/lib/web/require-actor';
import { signOutHere } from '../(sign-in)/actions';

/** `regions` is a parallel route: a page that works on regions puts its picker into the header there. */
type Props = { children: ReactNode; regions: ReactNode };

/** The frame of every page. Not in the root layout: Next renders one with slots twice, once around the page that is not there. */
export default async function ConsoleLayout({ children, regions }: Props) {
  const [actor, cookieJar, runsInProgress] = await Promise.all([
    requireActor(),
    cookies(),
    whereReachable(countRunsInProgress, () => 0),
  ]);
  const theme = parseTheme(cookieJar.get(THEME_COOKIE)?.value);
  const { account, connection: slb, readOnly } = config();
  return (
    <Shell
      environment={{
        kind: slb.mode === 'cloud' ? 'cloud' : 'sandbox',
        readOnly,
        account,
        accounts: accountNames(),
        storage: storageProblem()?.kind ?? null,
      }}
      theme={theme}
      runsInProgress={runsInProgress}
      singleKeys={cookieJar.get(SINGLE_KEYS_COOKIE)?.value !== 'off'}
      regionPicker={regions}
      account={
        actor.personId === null
          ? null
          : { email: actor.name, isAdmin: actor.role === 'admin', signOut: signOutHere }
      }
    >
      <CodeSettingsProvider
        // The connection itself holds a secret.
        endpoints={
          slb.mode === 'cloud'
            ? { mode: 'cloud', slbHosts: slb.slbHosts }
            : { mode: 'sandbox', port: slb.port }
        }
        initialTab={parseCodeTab(cookieJar.get(CODE_TAB_COOKIE)?.value)}
      >
        {children}
      </CodeSettingsProvider>
    </Shell>
  );
}
