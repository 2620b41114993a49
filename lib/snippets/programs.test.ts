import { format as gofmt } from '@wasm-fmt/gofmt';
import { format as ruff } from '@wasm-fmt/ruff_fmt';
import { describe, expect, it } from 'vitest';
import type { ApiRequest } from './api-request';
import { codeText, key, parsed, parsers, requestTo, type Parsed } from './testing/grammars';
import { awkwardValues, creation, valuesOf } from './testing/requests';

/** How the tables of a program begin, then their rows, and what is between a name and its value. */
const tableSyntax: Readonly<Record<Parsed, { table: string; rows: string; between: string }>> = {
  go: { table: '\t\tendpoint: ', rows: 'rows: []map', between: ': +' },
  python: { table: '        "endpoint": ', rows: '        "rows": [', between: ': ' },
  java: { table: 'static class Table', rows: 'List.of(\n', between: ', ' },
};

/** The parameters of each row of a program: the escapes of JSON are those of these languages. */
function rowsOf(language: Parsed, program: string): Record<string, string>[] {
  const { table, rows, between } = tableSyntax[language];
  const literal = String.raw`"(?:[^"\\]|\\.)*"`;
  const pair = `(${literal})${between}(${literal})`;
  const groups = new RegExp(String.raw`[{(]\s*((?:${pair},?\s*)+)[})]`, 'gu');
  const groupsOf = (text: string): Record<string, string>[] =>
    [...text.matchAll(groups)].map(([, group = '']) =>
      Object.fromEntries(
        [...group.matchAll(new RegExp(pair, 'gu'))].map(([, name = '', value = '']) => [
          JSON.parse(name),
          JSON.parse(value),
        ]),
      ),
    );
  return program
    .split(table)
    .slice(1)
    .flatMap((text) => {
      const [head = '', ...rest] = text.split(rows);
      const [shared] = groupsOf(head.slice(head.search(/shared|row\(/)));
      return groupsOf(rest.join(rows)).map((row) => ({ ...shared, ...row }));
    });
}

/** Creations over two regions and their starts, and what a table says of each, by table. */
function manyListeners() {
  const all = Array.from({ length: 2000 }, (_, at) => {
    const request = creation(`web ${at}`, {
      RegionId: at % 2 === 0 ? 'cn-hangzhou' : 'eu-central-1',
      LoadBalancerId: `lb-${at % 50}`,
      ListenerPort: String(at + 1),
    });
    const host = at % 2 === 0 ? 'slb.aliyuncs.com' : 'slb.eu-central-1.aliyuncs.com';
    return { request: { ...request, endpoint: { protocol: 'https', host } as const }, starts: at % 3 === 0 };
  });
  const startOf = ({ endpoint: to, parameters }: ApiRequest): ApiRequest => ({
    action: 'StartLoadBalancerListener',
    endpoint: to,
    parameters: parameters.filter(({ name }) => /^(?:RegionId|LoadBalancerId|ListenerPort)$/.test(name)),
  });
  const requests = all.flatMap(({ request, starts }) => (starts ? [request, startOf(request)] : [request]));
  const tableOf = ({ request, starts }: (typeof all)[number]) => `${request.endpoint.host} ${starts}`;
  const tables = [...new Set(all.map(tableOf))];
  const listeners = tables.flatMap((name) =>
    all.filter((each) => tableOf(each) === name).map(({ request }) => valuesOf(request)),
  );
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

  it.each(parsed)('in %s has one loop, whose table lists 2,000 listeners, some to start', (language) => {
    const { requests, listeners } = manyListeners();
    const program = codeText(language, requests);
    expect(() => parsers[language](program)).not.toThrow();
    expect(rowsOf(language, program)).toEqual(listeners);
    expect(program.match(/callApi|CallApi|call_api/g)).toHaveLength(1);
  });

  it('in Java has no method or class near the limits of the class file', () => {
    // The bytes of code that a parameter takes, measured with javac 17: 16 and a little for each row.
    const BYTES_OF_PARAMETER = 20;
    const differing = (port: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`Name${at}`, `${port} ${at}`]));
    const requests = Array.from({ length: 2000 }, (_, port) =>
      creation(`web ${port}`, { ListenerPort: String(port), ...differing(port) }),
    );
    const classes = codeText('java', requests).split('static class Table').slice(1);
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
