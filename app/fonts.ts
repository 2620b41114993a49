import localFont from 'next/font/local';

// `optional` with a preload: the page is drawn once, in the face it has, and never shifts (CLS 0).
export const plexSans = localFont({
  src: '../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2',
  weight: '100 700',
  variable: '--font-plex-sans',
  display: 'optional',
  adjustFontFallback: 'Arial',
});

// A monospaced face has no proportional fallback to be fitted to: all fixed faces are 0.6 em wide, as Plex Mono is.
export const plexMono = localFont({
  src: [
    {
      path: '../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2',
      weight: '400',
    },
    {
      path: '../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2',
      weight: '500',
    },
  ],
  variable: '--font-plex-mono',
  display: 'optional',
  adjustFontFallback: false,
});
