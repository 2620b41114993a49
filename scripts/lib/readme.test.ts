import { describe, expect, test } from 'vitest';
import { codeBlocksOf, headingsOf, inlineCodeOf, readText, relativeLinksOf } from './markdown';

const english = readText('README.md');
const chinese = readText('README.zh-CN.md');

/** `## Stopping` → `##`. */
const levelsOf = (text: string): string[] => headingsOf(text).map((heading) => heading.split(' ')[0] ?? '');

/** The commands of the code blocks; the comments after them are translated. */
const commandsOf = (text: string): string[] =>
  codeBlocksOf(text).map((block) => block.replaceAll(/\s+#.*$/gm, '').trim());

describe('both READMEs', () => {
  test('link to each other', () => {
    expect(relativeLinksOf(english)).toContain('README.zh-CN.md');
    expect(relativeLinksOf(chinese)).toContain('README.md');
  });

  test('have the same headings, level by level', () => {
    expect(levelsOf(english).length).toBeGreaterThan(5);
    expect(levelsOf(chinese)).toEqual(levelsOf(english));
  });

  test('show the same commands', () => {
    expect(commandsOf(english).join('\n')).toContain('npm start');
    expect(commandsOf(chinese)).toEqual(commandsOf(english));
  });

  test('name the same commands, variables, defaults and folders in the same order', () => {
    expect(inlineCodeOf(english)).toContain('SLUICE_MODE');
    expect(inlineCodeOf(chinese)).toEqual(inlineCodeOf(english));
  });

  test('link to the same files, apart from each other', () => {
    const others = (text: string) => relativeLinksOf(text).filter((target) => !target.startsWith('README.'));
    expect(others(chinese)).toEqual(others(english));
  });
});

test('every npm command that the README names exists', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
  const commands = [...inlineCodeOf(english), ...commandsOf(english).flatMap((block) => block.split('\n'))];
  const verbs = commands.flatMap((command) => /^npm (?:run )?([a-z-]+)/.exec(command)?.[1] ?? []);
  expect(verbs).toContain('verify-activity');
  expect(verbs.filter((verb) => verb !== 'ci' && !(verb in scripts))).toEqual([]);
});

test('every variable that Sluice reads at its start is in the table of the README, or of the page on accounts', () => {
  const variables = [
    ...(readText('lib/config.ts') + readText('lib/cloud-settings.ts')).matchAll(
      /^ {2}([A-Z_]+): setting\(/gm,
    ),
  ].map(([, name = '']) => name);
  expect(variables).toContain('SLUICE_MODE');
  const documented = `${english}\n${readText('docs/cloud.md')}`;
  expect(variables.filter((name) => !new RegExp(`^\\| [^|]*\`${name}\``, 'm').test(documented))).toEqual([]);
});
