import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { getLocale, getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { connection } from 'next/server';
import { parseTheme, THEME_COOKIE } from '@/components/shell/theme';
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

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A nonce is per request, so every page is rendered per request (the not-found page too).
  await connection();
  const [locale, cookieJar] = await Promise.all([getLocale(), cookies()]);
  const theme = parseTheme(cookieJar.get(THEME_COOKIE)?.value);

  return (
    <html
      lang={locale}
      data-theme={theme === 'system' ? undefined : theme}
      className={`${plexSans.variable} ${plexMono.variable}`}
    >
      <body>{children}</body>
    </html>
  );
}
