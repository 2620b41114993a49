import type { ReactNode } from 'react';
import { cookies } from 'next/headers';
import { ClientMessages } from '@/components/shell/client-messages';
import { parseTheme, THEME_COOKIE } from '@/components/shell/theme';
import { SignInFrame } from '@/components/sign-in/frame';
import { assertSignInIsOn } from '@/lib/web/sign-in-request';

/** The frame of the pages that come before a session. */
export default async function SignInLayout({ children }: { children: ReactNode }) {
  assertSignInIsOn();
  const cookieJar = await cookies();
  return (
    <ClientMessages paths={['account.signIn', 'account.link', 'account.weakness', 'shell.theme']}>
      <SignInFrame theme={parseTheme(cookieJar.get(THEME_COOKIE)?.value)}>{children}</SignInFrame>
    </ClientMessages>
  );
}
