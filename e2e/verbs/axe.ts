import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose result can differ between two languages or two themes of the same page: colors, language, width. */
const FACE_RULES = [
  'color-contrast',
  'link-in-text-block',
  'document-title',
  'html-has-lang',
  'html-lang-valid',
  'html-xml-lang-mismatch',
  'valid-lang',
  'target-size',
];

const FACES = [
  { name: 'en, light', locale: 'en', theme: 'light' },
  { name: 'zh-CN, dark', locale: 'zh-CN', theme: 'dark' },
] as const;

export type Face = (typeof FACES)[number]['name'];

/**
 * What axe finds on the page in its present state: rule and element. An empty list means that it found nothing.
 * Structure, names and roles are the same in every face, so all rules run in the first one only.
 */
export async function axeFindings(page: Page, face: Face = 'en, light'): Promise<string[]> {
  const runOnly =
    face === FACES[0].name
      ? { type: 'tag' as const, values: RULES }
      : { type: 'rule' as const, values: FACE_RULES };
  const { violations } = await new AxeBuilder({ page })
    // A result with every element that passed takes longer to write down than the rules take to run.
    .options({ runOnly, resultTypes: ['violations'] })
    // Otherwise each result is put together in a second page; that is for frames of other origins, and there are none.
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Checks something in English and light, then in Chinese and dark, as the reader's browser stores the choice. */
export async function eachFace(
  context: BrowserContext,
  url: string,
  check: (face: Face) => Promise<void>,
): Promise<void> {
  for (const { name, locale, theme } of FACES) {
    await context.addCookies([
      { name: 'sluice-locale', value: locale, url },
      { name: 'sluice-theme', value: theme, url },
    ]);
    await check(name);
  }
}
