import type { ApiRequest } from './api-request';
import { cliCommands } from './cli';
import { commented, type Code } from './code';
import { curlScript } from './curl';
import { goProgram } from './go';
import { javaProgram } from './java';
import type { SnippetLanguage } from './languages';
import { pythonProgram } from './python';
import { terraformChange, terraformModule, terraformRemoval, withoutArgument } from './terraform';
import { typescriptProgram } from './typescript';

/** What the requests do: it decides what Terraform, which describes states, can say of them. */
export type SnippetPurpose = 'create' | 'recreate' | 'change' | 'start' | 'stop' | 'delete';

export type Snippet = {
  readonly code: Code;
  readonly fileName: string;
  /** Wire names of what is sent and cannot be said in this language. */
  readonly without: readonly string[];
};

/** What begins a comment. */
const COMMENT_SIGNS: Readonly<Record<SnippetLanguage, '#' | '//'>> = {
  curl: '#',
  cli: '#',
  terraform: '#',
  typescript: '//',
  python: '#',
  go: '//',
  java: '//',
};

/**
 * The requests as code of one language, their values marked with the form fields that decide them, and with what must be
 * known before it is run as comments. Null: the language has no way to say it (Terraform starts each listener it
 * creates, and has no argument to stop one).
 */
export function snippetOf(
  language: SnippetLanguage,
  requests: readonly ApiRequest[],
  purpose: SnippetPurpose,
  warnings: readonly string[] = [],
): Snippet | null {
  const snippet = plainSnippet(language, requests, purpose);
  return snippet && { ...snippet, code: commented(snippet.code, COMMENT_SIGNS[language], warnings) };
}

function plainSnippet(
  language: SnippetLanguage,
  requests: readonly ApiRequest[],
  purpose: SnippetPurpose,
): Snippet | null {
  switch (language) {
    case 'curl':
      return plain(curlScript(requests), 'listener.sh');
    case 'cli':
      return plain(cliCommands(requests), 'listener.sh');
    case 'typescript':
      return plain(typescriptProgram(requests), 'listener.cts');
    case 'python':
      return plain(pythonProgram(requests), 'listener.py');
    case 'go':
      return plain(goProgram(requests), 'main.go');
    case 'java':
      return plain(javaProgram(requests), 'Listener.java');
    case 'terraform':
      return terraform(requests, purpose);
  }
}

function plain(code: Code, fileName: string): Snippet {
  return { code, fileName, without: [] };
}

function terraform(all: readonly ApiRequest[], purpose: SnippetPurpose): Snippet | null {
  if (purpose === 'start' || purpose === 'stop') return null;
  // Terraform starts what it creates.
  const requests = all.filter(({ action }) => action !== 'StartLoadBalancerListener');
  const code =
    purpose === 'delete'
      ? terraformRemoval(requests)
      : purpose === 'change'
        ? terraformChange(requests)
        : terraformModule(requests, purpose === 'recreate');
  return { code, fileName: 'main.tf', without: withoutArgument(requests) };
}
