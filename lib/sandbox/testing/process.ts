import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { KEY_ID, KEY_SECRET } from './test-sandbox';

/** Built by scripts/lib/vitest-setup.ts: it starts in a third of the time that the sources need. */
const MAIN = fileURLToPath(new URL('../../../dist/sandbox.js', import.meta.url));

export type SpawnedSandbox = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly stdout: () => string;
};

type Message = { readonly type: string; readonly port?: number; readonly message?: string };

function spawnMain(options: {
  readonly dataDir: string;
  readonly port?: number;
  readonly args?: string[];
  readonly env?: NodeJS.Dict<string>;
}) {
  const child = spawn(
    process.execPath,
    [MAIN, '--port', String(options.port ?? 0), '--data', options.dataDir, ...(options.args ?? [])],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        SLUICE_SANDBOX_ACCESS_KEY_ID: KEY_ID,
        SLUICE_SANDBOX_ACCESS_KEY_SECRET: KEY_SECRET,
        ...options.env,
      },
    },
  );
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  const messages: Message[] = [];
  child.on('message', (message) => messages.push(message as Message));
  return { child, texts, messages };
}

/** The sandbox as a process of its own, once it says that it is ready. */
export function spawnSandbox(
  dataDir: string,
  args: string[] = [],
  env: NodeJS.Dict<string> = {},
): Promise<SpawnedSandbox> {
  const { child, texts } = spawnMain({ dataDir, args, env });
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const { type, port = 0 } = message as Message;
      if (type === 'ready') resolve({ child, port, stdout: () => texts.stdout });
    });
    child.once('exit', () => reject(new Error(`The sandbox ended before it was ready: ${texts.stderr}`)));
  });
}

/** A start that is expected to fail: what it left behind when it ended. */
export function failedStart(options: {
  readonly dataDir: string;
  readonly port?: number;
  readonly args?: string[];
  readonly env?: NodeJS.Dict<string>;
}): Promise<{ code: number | null; stderr: string; messages: readonly Message[] }> {
  const { child, texts, messages } = spawnMain(options);
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, stderr: texts.stderr, messages }));
  });
}

/** Sends the signal and waits for the end: the exit code, or null when the signal ended it. */
export function ended(child: ChildProcess, signal: NodeJS.Signals | 'disconnect'): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    if (signal === 'disconnect') child.disconnect();
    else child.kill(signal);
  });
}
