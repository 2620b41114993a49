import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { FAULT_ERRORS } from './fault-errors';
import { OPERATIONS } from './operations/table';
import { ODD_VARIANTS } from './pipeline/odd-answers';
import { outcomeOf, testSandbox } from './testing/test-sandbox';

const sandbox = testSandbox({ seed: 'empty' });
const page = new URL('../../docs/sandbox.md', import.meta.url);

test('docs/sandbox.md lists each operation served, with what it requires and does', async () => {
  const text = await readFile(page, 'utf8');
  const section = text.split('## Operations served')[1]?.split('\n### ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const documented = rows.map((row) => {
    const [, name = '', required = '', effect = ''] = row.split('|').map((cell) => cell.trim());
    return [name, required, effect];
  });
  const served = [...OPERATIONS].map(([name, operation]) => {
    const required = [...(operation.scope === 'regional' ? ['RegionId'] : []), ...operation.required];
    return [`\`${name}\``, required.map((parameter) => `\`${parameter}\``).join(', '), operation.effect];
  });
  expect(documented).toEqual(served);
});

test('docs/sandbox.md lists each code of the fault error, with its status', async () => {
  const text = await readFile(page, 'utf8');
  const section = text.split('### Codes of the fault `error`')[1]?.split('\n### ')[0] ?? '';
  const documented = [...section.matchAll(/`([A-Z][\w.]+)`(?: \((\d{3})\))?/gi)].map(
    ([, code = '', status = '400']) => [code, Number(status)],
  );
  expect(documented).toEqual([...FAULT_ERRORS.values()].map(({ code, httpStatus }) => [code, httpStatus]));
});

test('docs/sandbox.md says what a client gets for each operation that is not served', async () => {
  const text = await readFile(page, 'utf8');
  const section = text.split('### Operations not served')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) => row.split('|')[1]?.match(/\w+/g) ?? []);
  expect(listed.length).toBeGreaterThan(0);
  for (const action of listed) {
    expect([action, outcomeOf(await sandbox.call(action))]).toEqual([
      action,
      [404, 'InvalidApi.NotFound', 'Specified api is not found,please check your url and method.'],
    ]);
  }
});

test('docs/sandbox.md lists each variant of an odd answer', async () => {
  const text = await readFile(page, 'utf8');
  const section = text.split('| Variant of `odd-rows` |')[1]?.split('\n\n')[0] ?? '';
  const documented = section.split('\n').flatMap((line) => /^\| `([^`]+)` \|/.exec(line)?.[1] ?? []);
  expect(documented).toEqual([...ODD_VARIANTS]);
});
