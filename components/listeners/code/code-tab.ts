import { snippetLanguages } from '@/lib/snippets/languages';

/** The request as parameters, and as code; curl is part of the first. */
export const codeTabs = ['api', ...snippetLanguages.filter((language) => language !== 'curl')] as const;
export type CodeTab = (typeof codeTabs)[number];

export const CODE_TAB_COOKIE = 'sluice-code';

export function parseCodeTab(text: string | undefined): CodeTab {
  return codeTabs.find((tab) => tab === text) ?? 'api';
}
