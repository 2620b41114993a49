import { describe, expect, it } from 'vitest';
import type { ApiRequest } from './api-request';
import { snippetLanguages } from './languages';
import { snippetOf } from './snippet';
import { codeText, key, parsed, parsers, requestTo } from './testing/grammars';
import { awkwardValues, creation } from './testing/requests';

describe('a warning', () => {
  const warnings = [...awkwardValues, String.raw`\u000a\\u000a System.exit(1);`, 'a\u2028b\u0085c\rd'];
  const requests = [requestTo('DeleteLoadBalancerListener', key)];

  it.each(snippetLanguages)('is one line of comment in %s, whatever it says', (language) => {
    const plain = codeText(language, requests, 'delete').split('\n');
    const lines = codeText(language, requests, 'delete', warnings).split(/[\n\v\f\r\u0085\u2028\u2029]/u);
    const at = lines.findIndex((line, index) => line !== plain[index]);
    const added = lines.slice(at, at + warnings.length);
    expect(lines.toSpliced(at, warnings.length)).toEqual(plain);
    for (const line of added) expect(line).toMatch(/^(?:#|\/\/) [^\\]*$/u);
  });

  it.each(parsed)('leaves the code in %s one that its grammar accepts', (language) => {
    expect(() => parsers[language](codeText(language, requests, 'delete', warnings))).not.toThrow();
  });

  it('does not stand where Python reads the encoding of the file: in its first two lines', () => {
    const [first, second, third] = codeText('python', requests, 'delete', ['coding: utf-7']).split('\n');
    expect([first, second]).not.toContain('# coding: utf-7');
    expect(third).toBe('# coding: utf-7');
  });
});

describe('any code', () => {
  it('marks each value with the field that decides it', () => {
    const request: ApiRequest = {
      ...creation('web'),
      parameters: [{ name: 'Bandwidth', value: '9000', path: 'bandwidth.mbps' }],
    };
    const marks = (['curl', 'cli', 'terraform', 'typescript', 'python', 'go', 'java'] as const).map(
      (language) =>
        snippetOf(language, [request], 'create')?.code.filter(
          (piece) => typeof piece !== 'string' && piece.path === 'bandwidth.mbps',
        ),
    );
    const quoted = [{ text: '"9000"', path: 'bandwidth.mbps' }];
    const bare = [{ text: '9000', path: 'bandwidth.mbps' }];
    expect(marks).toEqual([bare, bare, bare, quoted, quoted, quoted, quoted]);
  });
});
