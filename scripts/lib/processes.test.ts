import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A child that prints when it is asked to end, and ends `millis` later. */
const endingAfter = (name: string, millis: number) =>
  `process.on('SIGTERM', () => { console.log('${name} asked'); setTimeout(() => { console.log('${name} ended'); process.exit(); }, ${millis}); });` +
  `console.log('${name} runs'); setInterval(() => {}, 1000);`;

/** A launcher of two children, the first of which needs the second; and everything they have printed. */
async function launcher(
  firstMillis: number,
): Promise<{ child: ChildProcess; said: string[]; ended: Promise<unknown[]> }> {
  const program = `
    const { endOnRequest, giveTime, startChild } = await import(${JSON.stringify(new URL('./processes.js', import.meta.url).href)});
    endOnRequest({ exitCode: 0 });
    const options = { cwd: process.cwd(), output: 'inherit', alone: true };
    giveTime(startChild(process.execPath, ['-e', ${JSON.stringify(endingAfter('first', firstMillis))}], options), 60_000);
    startChild(process.execPath, ['-e', ${JSON.stringify(endingAfter('last', 0))}], { ...options, isLast: true });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const said: string[] = [];
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => said.push(...chunk.trim().split('\n')));
  const ended = once(child, 'close');
  while (said.length < 2) await once(child.stdout, 'data');
  return { child, said, ended };
}

test('children that others need are asked to end last', async () => {
  const { child, said, ended } = await launcher(300);
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  expect(said.slice(2)).toEqual(['first asked', 'first ended', 'last asked', 'last ended']);
}, 30_000);

test('simultaneous signals count as one, and a later one ends everything at once', async () => {
  const { child, said, ended } = await launcher(60_000);
  child.kill('SIGINT');
  child.kill('SIGTERM');
  while (!said.includes('first asked')) await once(child.stdout ?? child, 'data');
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  await expect
    .poll(
      () => {
        child.kill('SIGTERM');
        return hasEnded;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  expect((await ended)[0]).toBe(1);
  expect(said).not.toContain('first ended');
}, 30_000);
