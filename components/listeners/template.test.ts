import { describe, expect, test } from 'vitest';
import en from '@/lib/i18n/messages/en/list.json';
import enSelection from '@/lib/i18n/messages/en/selection.json';
import zh from '@/lib/i18n/messages/zh-CN/list.json';
import zhSelection from '@/lib/i18n/messages/zh-CN/selection.json';
import { fill } from './template';

describe('fill', () => {
  test('puts each value in every place of its name', () => {
    expect(fill('{name}: {a}/{a}', { name: 'edge', a: 443 })).toBe('edge: 443/443');
  });

  test('leaves a place without a value as it is, and never reads one out of a value', () => {
    expect(fill('{name} {other}', { name: '{other}' })).toBe('{other} {other}');
  });

  test.each([
    ['en', en, enSelection],
    ['zh-CN', zh, zhSelection],
  ])(
    'is enough for the sentences that are filled with it in %s: none has a plural',
    (_, messages, selection) => {
      const sentences = [
        ...Object.values(messages.outcome),
        ...Object.values(messages.action),
        messages.dialog.title,
        messages.dialog.running,
        messages.dialog.stopped,
        messages.dialog.typePort,
        messages.dialog.notTyped,
        messages.dialog.defaultGroupPort,
        ...Object.values(messages.table),
        ...Object.values(messages.foot),
        ...Object.values(selection),
      ];
      const filledByTheServer = new Set([messages.foot.range, messages.foot.page]);
      for (const sentence of sentences.filter((words) => !filledByTheServer.has(words)))
        expect(sentence.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
    },
  );
});
