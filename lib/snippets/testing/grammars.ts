import { format as gofmt } from '@wasm-fmt/gofmt';
import { format as ruff } from '@wasm-fmt/ruff_fmt';
import { lexAndParse as parseJava } from 'java-parser';
import { requestOf, type ApiRequest } from '../api-request';
import { textOf } from '../code';
import type { SnippetLanguage } from '../languages';
import { snippetOf, type SnippetPurpose } from '../snippet';

export const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5', listenerPort: 443 };
export const endpoint = { protocol: 'https', host: 'slb.aliyuncs.com' } as const;
export const requestTo = (...request: Parameters<typeof requestOf>): ApiRequest => ({
  ...requestOf(...request),
  endpoint,
});

/** The code of these requests; fails if the language has none. */
export function codeText(
  language: SnippetLanguage,
  requests: readonly ApiRequest[],
  purpose: SnippetPurpose = 'create',
  warnings: readonly string[] = [],
) {
  const snippet = snippetOf(language, requests, purpose, warnings);
  if (snippet === null) throw new Error(`${language} has no code for this.`);
  return textOf(snippet.code);
}

/** Fails where the text is no program of its language. */
export const parsers = {
  go: (program: string) => gofmt(program),
  python: (program: string) => ruff(program),
  java: (program: string) => parseJava(program),
};
export type Parsed = keyof typeof parsers;
export const parsed: readonly Parsed[] = ['go', 'python', 'java'];
