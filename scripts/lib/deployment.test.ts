import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText } from './markdown';
import { root } from './root.js';

/** There is no container engine where the tests run: what they can check of the image is its recipe. */

type Instruction = { name: string; text: string };

/** The instructions of a Dockerfile; continued lines are joined, comments dropped. */
function instructionsOf(text: string): Instruction[] {
  const lines = text.replaceAll(/^\s*#.*\n/gm, '').replaceAll(/\\\n/g, ' ');
  return [...lines.matchAll(/^([A-Z]+) +(.+)$/gm)].map(([, name = '', rest = '']) => ({
    name,
    text: rest.replaceAll(/\s+/g, ' '),
  }));
}

/** What `scripts/lib/build.js` and npm make in the first stage. */
const MADE = ['node_modules', '.next', 'dist'];

const inRepository = (path: string): boolean => existsSync(join(root, path));

describe('the Dockerfile', () => {
  const instructions = instructionsOf(readText('Dockerfile'));
  const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
  const valuesOf = (name: string) =>
    last.filter((instruction) => instruction.name === name).map(({ text }) => text);

  test('has a stage that builds and one that runs', () => {
    expect(instructions.filter(({ name }) => name === 'FROM')).toHaveLength(2);
    expect(instructions.at(-1)).toEqual({ name: 'CMD', text: '["node", "dist/server.js"]' });
  });

  test('copies only what there is', () => {
    const sources = instructions
      .filter(({ name }) => name === 'COPY')
      .flatMap(({ text }) =>
        text
          .split(' ')
          .filter((part) => !part.startsWith('--'))
          .slice(0, -1),
      )
      .map((source) => source.replace(/^\/sluice\//, ''));
    expect(sources).toContain('package-lock.json');
    expect(sources.length).toBeGreaterThan(7);
    expect(sources.filter((source) => !MADE.includes(source) && !inRepository(source))).toEqual([]);
  });

  test('runs as a user that is not root, from files it cannot change, and writes to one folder', () => {
    expect(valuesOf('USER')).toEqual(['node']);
    expect(valuesOf('VOLUME')).toEqual(['/data']);
    expect(valuesOf('COPY').filter((text) => text.includes('--chown'))).toEqual([]);
    expect(valuesOf('ENV').join(' ')).toMatch(/NODE_ENV=production .*SLUICE_DATA_DIR=\/data/);
  });

  test('is probed for its readiness by a program of the image', () => {
    const [probe = ''] = valuesOf('HEALTHCHECK');
    const [, program, flag, code = ''] = /CMD \["(.+?)", "(.+?)", "(.+)"\]$/.exec(probe) ?? [];
    expect([program, flag]).toEqual(['node', '-e']);
    expect(code).toContain(`'/api/health/ready'`);
    expect(() => new Function(code)).not.toThrow(SyntaxError);
  });

  test('leaves out of the build what is large or secret here', () => {
    const ignored = readText('.dockerignore').split('\n');
    for (const path of ['.env*', '*.env', '.git', '.next', '.sluice', 'node_modules'])
      expect(ignored).toContain(path);
  });
});

test('the container of compose.yaml has a read-only root, no privileges, and time to end its writes', () => {
  const text = readText('compose.yaml');
  for (const line of [
    'read_only: true',
    'cap_drop: [ALL]',
    'stop_grace_period: 70s',
    `'no-new-privileges:true'`,
  ])
    expect(text).toContain(line);
  // Reached through the proxy only.
  expect(text).toContain(`ports: ['127.0.0.1:3000:3000']`);
});

test('the systemd unit starts what is built, as a user of its own, and waits for writes as long as they may take', () => {
  const unit = new Map(
    [...readText('docs/operations/sluice.service').matchAll(/^(\w+)=(.*)$/gm)].map(
      ([, key = '', value = '']) => [key, value],
    ),
  );
  expect(unit.get('ExecStart')).toBe('/usr/bin/node dist/server.js');
  expect(readFileSync(join(root, 'scripts/lib/build.js'), 'utf8')).toContain(`result: 'dist/server.js'`);
  expect(unit.get('User')).toBe('sluice');
  expect(unit.get('ProtectSystem')).toBe('strict');
  const horizonMillis = /SLUICE_SLB_WRITE_HORIZON_MS: setting\(millisText\.default\(([\d_]+)\)/.exec(
    readText('lib/config.ts'),
  )?.[1];
  const horizonSeconds = Number(horizonMillis?.replaceAll('_', '')) / 1000;
  expect(horizonSeconds).toBeGreaterThan(0);
  expect(Number(unit.get('TimeoutStopSec'))).toBeGreaterThan(horizonSeconds);
});

test.each(['nginx.conf', 'Caddyfile'])(
  '%s keeps monitors inside, names the port Sluice listens on, and passes on no trace of a client',
  (name) => {
    const text = readText(`docs/operations/${name}`);
    expect(text).toContain('/api/metrics');
    expect(text).toContain('/api/health/');
    expect(text).toContain('127.0.0.1:3000');
    for (const header of ['traceparent', 'tracestate', 'baggage'])
      expect(text).toMatch(new RegExp(`(?:proxy_set_header ${header} "";|header_up -${header})\n`));
  },
);
