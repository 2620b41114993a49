import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

/** What the tests of our Markdown files compare. Not a Markdown parser: it knows what these files use. */

/** The text of a file, by its path from the root of the repository. */
export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The fenced code blocks, without the fences. */
export function codeBlocksOf(text: string): string[] {
  return [...text.matchAll(/^```[^\n]*\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

/** The text without its fenced code blocks, in which `#` and `[]` mean something else. */
function withoutCodeBlocks(text: string): string {
  return text.replaceAll(/^```[^\n]*\n.*?^```$/gms, '');
}

/** The headings in order, with their number signs. */
export function headingsOf(text: string): string[] {
  return withoutCodeBlocks(text)
    .split('\n')
    .filter((line) => /^#{1,6} /.test(line));
}

/** What is between backticks in running text and tables, in order. */
export function inlineCodeOf(text: string): string[] {
  return [...withoutCodeBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The targets of links and images that stay within the repository, without their fragments. */
export function relativeLinksOf(text: string): string[] {
  return [...withoutCodeBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => target.split('#')[0] ?? target);
}
