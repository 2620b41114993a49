/** The languages Sluice speaks. The first is the one shown to a browser that asks for neither. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = 'en';
export const LOCALE_COOKIE = 'sluice-locale';

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/**
 * The locale of a request: what the reader chose (cookie), else the first language of `Accept-Language`
 * that Sluice speaks, by quality and then by order. Any Chinese that is not written traditionally gets
 * Simplified Chinese.
 */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  for (const tag of byQuality(acceptLanguage ?? '')) {
    const locale = spoken(tag);
    if (locale !== null) return locale;
  }
  return DEFAULT_LOCALE;
}

function byQuality(acceptLanguage: string): string[] {
  return acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      const quality = q === undefined ? 1 : Number(q.slice(2));
      return { tag: tag.toLowerCase(), quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

function spoken(tag: string): Locale | null {
  const [language, ...subtags] = tag.split('-');
  if (language === 'en') return 'en';
  const traditional = subtags.some((subtag) => ['hant', 'tw', 'hk', 'mo'].includes(subtag));
  return language === 'zh' && !traditional ? 'zh-CN' : null;
}
