import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Env, type Launch, isListening, launch, launchByNpm, temporaryFolder } from './support/launcher';
import { expect, test } from './support/sluice';

/** Launchers of one test, ended after it whatever happened. */
const started: { launched: Launch; remove: () => Promise<void> }[] = [];

test.afterEach(async () => {
  for (const { launched, remove } of started.splice(0)) {
    await launched.stop();
    await remove();
  }
});

async function start(
  env: Env = {},
  args?: readonly string[],
  program?: Parameters<typeof launch>[2],
): Promise<Launch> {
  const data = await temporaryFolder();
  const launched = launch({ SLUICE_DATA_DIR: data.path, ...env }, args, program);
  started.push({ launched, remove: data.remove });
  return launched;
}

async function serving(launched: Launch) {
  const outcome = await launched.outcome;
  if (outcome.kind === 'ended') throw new Error(`It did not start:\n${outcome.output}`);
  return outcome;
}

test('a start with nothing changed neither installs nor builds, and says where everything is', async () => {
  const launched = await start({}, []);
  const { url, sandboxUrl } = await serving(launched);
  const said = launched.output();
  expect(said).not.toMatch(/Installing|Building/);
  expect(said).toContain(url);
  expect(said).toContain(String(sandboxUrl));
  expect(said).toMatch(/Mode\s+sandbox/);
  expect(said).toMatch(/Data\s+\S*sluice-e2e-/);
});

test('a second start on the same data folder says so and stops', async ({ sluice }) => {
  const launched = await start({ SLUICE_DATA_DIR: sluice.dataDir });
  expect(await launched.outcome).toMatchObject({ kind: 'ended', code: 1 });
  expect(launched.output().trim()).toBe(
    `The data folder ${sluice.dataDir} is in use by another Sluice: stop that one, or set SLUICE_DATA_DIR to another folder.`,
  );
});

test('a start on a port in use says which one and stops', async ({ sluice }) => {
  const { port } = new URL(sluice.url);
  const launched = await start({ PORT: port });
  expect(await launched.outcome).toMatchObject({ kind: 'ended', code: 1 });
  expect(launched.output()).toMatch(
    new RegExp(`^Port ${port} of 127.0.0.1 is taken .* set PORT to another port`),
  );

  const sandboxPort = new URL(sluice.sandboxUrl).port;
  const other = await start({ SLUICE_SANDBOX_PORT: sandboxPort });
  expect(await other.outcome).toMatchObject({ kind: 'ended', code: 1 });
  expect(other.output()).toMatch(
    new RegExp(`^Port ${sandboxPort} of 127.0.0.1 is taken .* set SLUICE_SANDBOX_PORT to another port`),
  );
});

test('the data is its owner’s alone, also in a folder that was open to others, and other files there are left as they are', async () => {
  const data = await temporaryFolder();
  await mkdir(join(data.path, 'sandbox'));
  for (const name of ['sluice.db', 'sandbox/sandbox.db', 'notes.txt']) {
    await writeFile(join(data.path, name), '');
    await chmod(join(data.path, name), 0o644);
  }
  for (const folder of ['.', 'sandbox']) await chmod(join(data.path, folder), 0o755);

  await serving(await start({ SLUICE_DATA_DIR: data.path }));
  const kept = ['.', ...(await readdir(data.path, { recursive: true }))];
  expect(kept).toEqual(
    expect.arrayContaining(['sluice.db-wal', 'lock.db', 'sandbox/sandbox.db-shm', 'sandbox/nonces.log']),
  );
  const modes = await Promise.all(
    kept.map(async (name) => [name, (await stat(join(data.path, name))).mode & 0o077] as const),
  );
  expect(modes.filter(([, mode]) => mode !== 0)).toEqual([['notes.txt', 0o044]]);
  await data.remove();
});

test('HOST=0.0.0.0 is rejected without SLUICE_URL, because nobody would have to sign in', async () => {
  const launched = await start({ HOST: '0.0.0.0' });
  expect(await launched.outcome).toMatchObject({ kind: 'ended', code: 1 });
  expect(launched.output()).toMatch(/^HOST=0\.0\.0\.0 is refused without SLUICE_URL=https/);
});

const DAMAGED =
  /^The database \S+sluice\.db is damaged \(file is not a database\). Restore a backup of it, or set SLUICE_DATA_DIR/;
const WRONG_SETTINGS =
  'The configuration is not valid: SLUICE_READ_ONLY must be 0 or 1; ' +
  'SLUICE_SLB_TIMEOUT_MS must be a number of milliseconds from 1 to 600000.';

for (const [program, args] of [
  ['start', ['--no-build']],
  ['dev', []],
] as const) {
  test(`a ${program} that could not serve says why, announces nothing and ends with 1`, async () => {
    const wrong = { SLUICE_READ_ONLY: 'yes', SLUICE_SLB_TIMEOUT_MS: '-1' };
    const badlySet = await start(wrong, args, program);
    expect(await badlySet.outcome).toMatchObject({ kind: 'ended', code: 1 });
    expect(badlySet.output().trim().split('\n')[0]).toBe(WRONG_SETTINGS);

    const data = await temporaryFolder();
    await writeFile(join(data.path, 'sluice.db'), 'no database '.repeat(1000));
    const broken = await start({ SLUICE_DATA_DIR: data.path }, args, program);
    expect(await broken.outcome).toMatchObject({ kind: 'ended', code: 1 });
    expect(broken.output().trim()).toMatch(DAMAGED);
    for (const { output } of [badlySet, broken]) expect(output()).not.toMatch(/^\s*Sluice +http/m);
    await data.remove();
  });
}

test('a sandbox that could not serve says why and ends with 1, alone and under Sluice', async () => {
  const data = await temporaryFolder();
  await mkdir(join(data.path, 'sandbox'));
  await writeFile(join(data.path, 'sandbox/sandbox.db'), 'no database '.repeat(1000));
  for (const [program, args] of [
    ['sandbox', []],
    ['start', ['--no-build']],
  ] as const) {
    const launched = await start({ SLUICE_DATA_DIR: data.path }, args, program);
    expect(await launched.outcome).toMatchObject({ kind: 'ended', code: 1 });
    expect(launched.output().trim()).toBe('The data of the sandbox cannot be used: file is not a database.');
  }
  await data.remove();
});

test('who ends the npm that started Sluice ends Sluice and its sandbox', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const data = await temporaryFolder();
    const { npm, urls } = await launchByNpm({ SLUICE_DATA_DIR: data.path });
    expect(urls).toHaveLength(2);
    npm.kill(signal);
    for (const url of urls) await expect.poll(() => isListening(url)).toBe(false);
    // The folder is free once the launcher has ended as well.
    const again = await start({ SLUICE_DATA_DIR: data.path });
    await serving(again);
    await again.stop();
    await data.remove();
  }
});

test('a launcher that is killed takes both servers with it and leaves its data folder free', async () => {
  const data = await temporaryFolder();
  const launched = await start({ SLUICE_DATA_DIR: data.path });
  const { url, sandboxUrl } = await serving(launched);
  launched.kill('SIGKILL');
  await expect.poll(() => isListening(url)).toBe(false);
  await expect.poll(() => isListening(String(sandboxUrl))).toBe(false);

  const again = await start({ SLUICE_DATA_DIR: data.path });
  await serving(again);
  await again.stop();
  await data.remove();
});

for (const [victim, other] of [
  ['sandbox', 'sluice'],
  ['sluice', 'sandbox'],
] as const) {
  test(`when ${victim} dies, ${other} ends and the launcher says which one it was`, async () => {
    const launched = await start();
    const { url, sandboxUrl, pids } = await serving(launched);
    const pid = pids[victim];
    if (pid === null) throw new Error(`There is no ${victim}.`);
    process.kill(pid, 'SIGKILL');
    expect(await launched.ended).toBe(1);
    expect(launched.output()).toMatch(
      new RegExp(`^(The )?${victim} ended \\(SIGKILL\\)\\. Sluice stops\\.$`, 'im'),
    );
    expect(await isListening(url)).toBe(false);
    expect(await isListening(String(sandboxUrl))).toBe(false);
  });
}

test('SIGINT, SIGTERM and SIGHUP end everything without a complaint', async () => {
  await Promise.all(
    (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(async (signal) => {
      const launched = await start();
      const { url, sandboxUrl } = await serving(launched);
      const saidBefore = launched.output();
      launched.kill(signal);
      expect(await launched.ended, signal).toBe(0);
      expect(launched.output(), signal).toBe(saidBefore);
      expect(await isListening(url), signal).toBe(false);
      expect(await isListening(String(sandboxUrl)), signal).toBe(false);
    }),
  );
});

test('in cloud mode no sandbox is started', async () => {
  const launched = await start({ SLUICE_MODE: 'cloud' });
  const { sandboxUrl, pids } = await serving(launched);
  expect(sandboxUrl).toBeNull();
  expect(pids.sandbox).toBeNull();
  expect(launched.output()).toMatch(/Mode\s+cloud/);
});
