import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { getLocale, getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { connection } from 'next/server';
import { Shell } from '@/components/shell/shell';
import { parseTheme, THEME_COOKIE } from '@/components/shell/theme';
import { config } from '@/lib/config';
import { plexMono, plexSans } from './fonts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell');
  return {
    title: { default: 'Sluice', template: '%s · Sluice' },
    description: t('appDescription'),
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
    manifest: '/manifest.webmanifest',
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f2f3ee' },
    { media: '(prefers-color-scheme: dark)', color: '#111412' },
  ],
};

/** `regions` is a parallel route: a page that works on regions puts its picker into the header there. */
type Props = { children: ReactNode; regions: ReactNode };

export default async function RootLayout({ children, regions }: Props) {
  // A nonce is per request, so every page is rendered per request (the not-found page too).
  await connection();
  const [locale, cookieJar] = await Promise.all([getLocale(), cookies()]);
  const theme = parseTheme(cookieJar.get(THEME_COOKIE)?.value);
  const { connection: slb, readOnly } = config();

  return (
    <html
      lang={locale}
      data-theme={theme === 'system' ? undefined : theme}
      className={`${plexSans.variable} ${plexMono.variable}`}
    >
      <body>
        <Shell
          environment={{ kind: slb.mode === 'cloud' ? 'cloud' : 'sandbox', readOnly }}
          theme={theme}
          regionPicker={regions}
        >
          {children}
        </Shell>
      </body>
    </html>
  );
}
