import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '@/scripts/lib/root';

/** What the launcher reports to the process that started it; see `announce` in scripts/lib/product.js. */
type Ready = {
  readonly type: 'ready';
  readonly url: string;
  readonly sandboxUrl: string | null;
  readonly pids: { readonly sluice: number; readonly sandbox: number | null };
};

export type Env = { readonly [name: string]: string };

export type Outcome =
  | ({ readonly kind: 'serving' } & Omit<Ready, 'type'>)
  | { readonly kind: 'ended'; readonly code: number | null; readonly output: string };

export type Launch = {
  /** Settles when both servers answer, or when the launcher ends before that. */
  readonly outcome: Promise<Outcome>;
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** All it has printed so far. */
  readonly output: () => string;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Ends it and waits for that. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the real launcher, as `npm start` (or another command) does, on free ports unless `env` names some.
 *
 * `--no-build` serves what the run built at its beginning (e2e/support/build.ts).
 */
export function launch(
  env: Env,
  args: readonly string[] = ['--no-build'],
  program: 'start' | 'dev' | 'sandbox' = 'start',
): Launch {
  const child = fork(join(root, `scripts/${program}.js`), args, {
    cwd: root,
    env: { ...withoutSettings(process.env), PORT: '0', SLUICE_SANDBOX_PORT: '0', ...env },
    // A fork inherits the flags of this process, which load the test runner's hooks.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const outcome = new Promise<Outcome>((resolve) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve({ ...message, kind: 'serving' });
    });
    void ended.then((code) => resolve({ kind: 'ended', code, output }));
  });
  return {
    outcome,
    ended,
    output: () => output,
    kill: (signal) => child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A folder for a test's data, and how to remove it. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'sluice-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Whether something listens where an address points. */
export function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Starts Sluice by `npm start` itself, whose process id is known, and returns the addresses that it prints. */
export async function launchByNpm(env: Env): Promise<{ npm: ChildProcess; urls: readonly string[] }> {
  const npm = spawn('npm', ['start', '--silent', '--', '--no-build'], {
    cwd: root,
    env: { ...withoutSettings(process.env), PORT: '0', SLUICE_SANDBOX_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const urls = await new Promise<readonly string[]>((resolve, reject) => {
    npm.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      // The line after the addresses: both are whole.
      if (/^\s*Data /m.test(output)) resolve(output.match(/http:\/\/\S+/g) ?? []);
    });
    npm.once('close', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  return { npm, urls };
}

/** The product under test must not inherit the settings of whoever runs the tests. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(PORT|HOST|SLUICE_.*)$/;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name))),
    NODE_ENV: 'production',
  };
}

function isReady(message: unknown): message is Ready {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
