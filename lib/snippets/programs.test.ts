import { format as gofmt } from '@wasm-fmt/gofmt';
import { format as ruff } from '@wasm-fmt/ruff_fmt';
import { describe, expect, it } from 'vitest';
import type { ApiRequest } from './api-request';
import { codeText, key, parsed, parsers, requestTo, type Parsed } from './testing/grammars';
import { awkwardValues, creation, valuesOf } from './testing/requests';

/** Where each kind of row begins in a program, where the rows do, and what is before and between name and value. */
const tableSyntax: Readonly<Record<Parsed, { kind: RegExp; rows: string; row: string; between: string }>> = {
  go: {
    kind: /\t\tendpoint: /,
    rows: 'var rows = ',
    row: String.raw`\{(\d+), map\[string\]string`,
    between: ': +',
  },
  python: { kind: / {8}"endpoint": /, rows: '\nROWS = ', row: String.raw`\((\d+), `, between: ': ' },
  java: { kind: /new Kind\(\n/, rows: 'Rows1.run();', row: String.raw`send\((\d+),?`, between: ', ' },
};

/** The parameters of each row of a program, in order: the escapes of JSON are those of these languages. */
function rowsOf(language: Parsed, program: string): Record<string, string>[] {
  const { kind, rows, row, between } = tableSyntax[language];
  const literal = String.raw`"(?:[^"\\]|\\.)*"`;
  const pair = new RegExp(`(${literal})${between}(${literal})`, 'gu');
  const valuesIn = (text = ''): Record<string, string> =>
    Object.fromEntries(
      [...text.matchAll(pair)].map(([, name = '', value = '']) => [JSON.parse(name), JSON.parse(value)]),
    );
  const [head = '', ...rest] = program.split(rows);
  const shared = head
    .split(kind)
    .slice(1)
    .map((text) => valuesIn(text.slice(text.search(/shared|map\(/))));
  const group = new RegExp(String.raw`${row}[{(]?\s*((?:${pair.source},?\s*)*)[})]`, 'gu');
  return [...rest.join(rows).matchAll(group)].map(([, at, own]) => ({
    ...shared[Number(at)],
    ...valuesIn(own),
  }));
}

/** Creations over two regions in turn, of which every third is started. */
function manyListeners() {
  const requests = Array.from({ length: 2000 }, (_, at): ApiRequest[] => {
    const creationOf = creation(
      `web ${at}`,
      {
        RegionId: at % 2 === 0 ? 'cn-hangzhou' : 'eu-central-1',
        LoadBalancerId: `lb-${at % 50}`,
        ListenerPort: String(at + 1),
      },
      { protocol: 'https', host: at % 2 === 0 ? 'slb.aliyuncs.com' : 'slb.eu-central-1.aliyuncs.com' },
    );
    const start = {
      ...creationOf,
      action: 'StartLoadBalancerListener',
      parameters: creationOf.parameters.filter(({ name }) =>
        /^(?:RegionId|LoadBalancerId|ListenerPort)$/.test(name),
      ),
    };
    return at % 3 === 0 ? [creationOf, start] : [creationOf];
  }).flat();
  const listeners = requests.filter(({ action }) => action.startsWith('Create')).map(valuesOf);
  return { requests, listeners };
}

describe('a program', () => {
  it.each(parsed)('in %s is accepted by its grammar and passes on each awkward value', (language) => {
    for (const value of awkwardValues) {
      const request = creation(value);
      const program = codeText(language, [request]);
      expect(() => parsers[language](program)).not.toThrow();
      expect(rowsOf(language, program)).toEqual([valuesOf(request)]);
    }
  });

  it.each(parsed)(
    'in %s has one loop, whose table lists 2,000 listeners in their order, some to start',
    (language) => {
      const { requests, listeners } = manyListeners();
      const program = codeText(language, requests);
      expect(() => parsers[language](program)).not.toThrow();
      expect(rowsOf(language, program)).toEqual(listeners);
      expect(program.match(/callApi|CallApi|call_api/g)).toHaveLength(1);
    },
  );

  it('in Java has no method or class near the limits of the class file', () => {
    // The bytes of code that a parameter takes, measured with javac 17: 16 and a little for each row.
    const BYTES_OF_PARAMETER = 20;
    const differing = (port: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`Name${at}`, `${port} ${at}`]));
    const requests = Array.from({ length: 2000 }, (_, port) =>
      creation(`web ${port}`, { ListenerPort: String(port), ...differing(port) }),
    );
    const classes = codeText('java', requests)
      .split(/static class Rows\d/)
      .slice(1);
    expect(classes.length).toBeGreaterThan(10);
    for (const each of classes) {
      const literals = each.match(/"(?:[^"\\]|\\.)*"/g)?.length ?? 0;
      expect((literals / 2) * BYTES_OF_PARAMETER).toBeLessThan(65_535);
      // Two constants for each text.
      expect(literals * 2).toBeLessThan(65_535);
    }
  });

  it.each(parsed)('in %s makes one call for each request', (language) => {
    const requests = ['StartLoadBalancerListener', 'StopLoadBalancerListener'].map((action) =>
      requestTo(action, key),
    );
    const program = codeText(language, [creation('web'), ...requests]);
    expect(() => parsers[language](program)).not.toThrow();
    expect(program.match(/LoadBalancer(?:TCP)?Listener"/g)).toHaveLength(3);
  });

  it('is formatted as its language does it', () => {
    const requests = awkwardValues.map((value) => creation(value, { HealthCheckConnectTimeout: '5' }));
    const go = codeText('go', requests);
    expect(gofmt(go)).toBe(go);
    const many = codeText('go', manyListeners().requests);
    expect(gofmt(many)).toBe(many);
    for (const listed of [[creation('web')], requests, manyListeners().requests]) {
      const python = codeText('python', listed);
      expect(ruff(python)).toBe(python);
    }
  });

  it.each(parsed)('in %s is judged by a grammar that notices a missing character', (language) => {
    const program = codeText(language, [creation('web')]);
    const body = program.indexOf('CreateLoadBalancerTCPListener');
    for (const character of ['"', '(', ')', '{', '}'].filter((one) => program.includes(one, body))) {
      const at = program.indexOf(character, body);
      const broken = program.slice(0, at) + program.slice(at + 1);
      expect(() => parsers[language](broken)).toThrow(/\S/);
    }
  });
});
