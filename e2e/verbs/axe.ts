import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands: rule and element, so that an empty list is what is wanted. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Looks at something in English and light, then in Chinese and dark: chosen as the reader's browser keeps it. */
export async function eachFace(
  context: BrowserContext,
  url: string,
  look: (face: string) => Promise<void>,
): Promise<void> {
  for (const [locale, theme] of [
    ['en', 'light'],
    ['zh-CN', 'dark'],
  ] as const) {
    await context.addCookies([
      { name: 'sluice-locale', value: locale, url },
      { name: 'sluice-theme', value: theme, url },
    ]);
    await look(`${locale}, ${theme}`);
  }
}
