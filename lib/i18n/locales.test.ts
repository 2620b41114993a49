import { describe, expect, test } from 'vitest';
import { chooseLocale } from './locales';

describe('chooseLocale', () => {
  test('takes the chosen language over what the browser asks for', () => {
    expect(chooseLocale('zh-CN', 'en')).toBe('zh-CN');
    expect(chooseLocale('en', 'zh-CN')).toBe('en');
  });

  test('ignores a cookie that names no language of ours', () => {
    expect(chooseLocale('xx', 'zh-CN,zh;q=0.9')).toBe('zh-CN');
    expect(chooseLocale('../en', null)).toBe('en');
  });

  test('follows quality before order', () => {
    expect(chooseLocale(undefined, 'en;q=0.5,zh;q=0.9')).toBe('zh-CN');
    expect(chooseLocale(undefined, 'zh;q=0.2, en-GB')).toBe('en');
    expect(chooseLocale(undefined, 'zh;q=0, en')).toBe('en');
  });

  test('gives any simplified Chinese zh-CN and leaves traditional Chinese to the next wish', () => {
    expect(chooseLocale(undefined, 'zh')).toBe('zh-CN');
    expect(chooseLocale(undefined, 'zh-Hans-SG')).toBe('zh-CN');
    expect(chooseLocale(undefined, 'zh-TW,en;q=0.8')).toBe('en');
    expect(chooseLocale(undefined, 'zh-Hant-HK,zh-CN;q=0.7')).toBe('zh-CN');
  });

  test('falls back to English for a header it cannot read', () => {
    expect(chooseLocale(undefined, null)).toBe('en');
    expect(chooseLocale(undefined, ';;,q=,*')).toBe('en');
    expect(chooseLocale(undefined, 'de-DE,fr;q=0.8')).toBe('en');
  });
});
