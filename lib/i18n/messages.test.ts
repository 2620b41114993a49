import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { LOCALES } from './locales';
import { loadMessages } from './messages';

const FOLDER = join(import.meta.dirname, 'messages');
const NAMESPACES = [
  'account',
  'activity',
  'bulk',
  'change',
  'code',
  'connection',
  'domain',
  'edit',
  'export',
  'form',
  'keys',
  'list',
  'listener',
  'palette',
  'plans',
  'query',
  'request',
  'runs',
  'selection',
  'shell',
];

type Texts = Map<string, string>;

/** Every text of a file by its whole key. */
function textsOf(value: unknown, key: string, into: Texts = new Map()): Texts {
  if (typeof value === 'string') into.set(key, value);
  else {
    for (const [name, inner] of Object.entries(value ?? {})) textsOf(inner, `${key}.${name}`, into);
  }
  return into;
}

function read(locale: string, namespace: string): Texts {
  return textsOf(JSON.parse(readFileSync(join(FOLDER, locale, `${namespace}.json`), 'utf8')), namespace);
}

/** What a text wants to be given and the tags it has: `{count}` as a plural is not `{count}` as a number. */
function argumentsOf(text: string): string[] {
  return [...new Set(elementsOf(parse(text)).filter((argument) => argument !== ''))].toSorted();
}

function elementsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return [`<${element.value}>`, ...elementsOf(element.children)];
      case TYPE.select:
        return [
          `${element.value}: ${Object.keys(element.options).toSorted().join('|')}`,
          ...Object.values(element.options).flatMap((option) => elementsOf(option.value)),
        ];
      // Chinese has one plural form, so a plain number may stand where English counts.
      case TYPE.plural:
        return [
          element.value,
          ...Object.values(element.options).flatMap((option) => elementsOf(option.value)),
        ];
      default:
        return [element.value];
    }
  });
}

describe.each(NAMESPACES)('the words of %s', (namespace) => {
  const english = read('en', namespace);
  const chinese = read('zh-CN', namespace);

  test('have the same keys in both languages', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test('want the same arguments in both languages', () => {
    for (const [key, text] of english) {
      const other = chinese.get(key) ?? '';
      expect({ key, arguments: argumentsOf(other) }).toEqual({ key, arguments: argumentsOf(text) });
    }
  });

  test('are never empty', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });
});

test('no file of words stands outside the namespaces, and each is loaded', async () => {
  for (const locale of LOCALES) {
    expect(readdirSync(join(FOLDER, locale)).toSorted()).toEqual(NAMESPACES.map((name) => `${name}.json`));
    expect(Object.keys(await loadMessages(locale)).toSorted()).toEqual(NAMESPACES);
  }
});

test('what a notification says of each value ends with a mark: in Chinese no space parts it from the next', () => {
  for (const key of [
    'form.done.difference',
    'form.done.differenceNone',
    'form.done.notRead',
    'form.done.found',
  ]) {
    expect(read('zh-CN', 'form').get(key)).toMatch(/。$/);
    expect(read('en', 'form').get(key)).toMatch(/\.$/);
  }
});
