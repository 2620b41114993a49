import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { root } from '@/scripts/lib/root';
import { temporaryFolder, type Env } from './launcher';

type Server = {
  readonly url: string;
  /** Ends it at once, as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Lets it accept requests, and answer nothing before it continues. */
  readonly hold: () => void;
  readonly goOn: () => void;
};

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It has no port.');
  server.close();
  await once(server, 'close');
  return address.port;
}

type Settings = { port: number; sandboxUrl: string; dataDir: string; horizonMillis: number; env: Env };

/**
 * The launcher's web server by itself, next to a running sandbox: so it can be killed and the sandbox queried for what
 * it received.
 */
async function startServer(settings: Settings): Promise<Server> {
  const child = fork(join(root, 'dist/server.js'), [], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(settings.port),
      SLUICE_MODE: 'sandbox',
      SLUICE_DATA_DIR: settings.dataDir,
      SLUICE_SANDBOX_PORT: new URL(settings.sandboxUrl).port,
      SLUICE_SLB_TIMEOUT_MS: '2000',
      SLUICE_SLB_WRITE_HORIZON_MS: String(settings.horizonMillis),
      ...settings.env,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('The server ended before it served.');
    }),
  ]);
  return {
    url: `http://127.0.0.1:${settings.port}`,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    hold: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
  };
}

/** A web server of a test's own: it can be held, and killed and started again on what it left. */
export type OwnServer = Server & { readonly dataDir: string; readonly startAgain: () => Promise<void> };

type Beside = { sandboxUrl: string; horizonMillis?: number; env?: Env };

/** Gives `story` a web server of its own, with a data folder of its own, beside the sandbox that runs already. */
export async function withOwnServer<T>(
  { sandboxUrl, horizonMillis = 2_500, env = {} }: Beside,
  story: (server: OwnServer) => Promise<T>,
): Promise<T> {
  const data = await temporaryFolder();
  const settings = { port: await freePort(), sandboxUrl, dataDir: data.path, horizonMillis, env };
  let server = await startServer(settings);
  try {
    return await story({
      url: server.url,
      dataDir: data.path,
      kill: () => server.kill(),
      hold: () => server.hold(),
      goOn: () => server.goOn(),
      startAgain: async () => {
        server = await startServer(settings);
      },
    });
  } finally {
    await server.kill();
    await data.remove();
  }
}

/** The same, with a page of it. */
export async function onOwnServer(
  browser: Browser,
  beside: Beside,
  story: (page: Page, server: OwnServer) => Promise<void>,
): Promise<void> {
  await withOwnServer(beside, async (server) => {
    const context = await browser.newContext({ baseURL: server.url, locale: 'en-US' });
    try {
      await story(await context.newPage(), server);
    } finally {
      await context.close();
    }
  });
}

/** Gives `story` the address of a sandbox of its own, which holds `seed`. */
export async function withOwnSandbox<T>(
  seed: 'demo' | 'empty',
  story: (sandboxUrl: string) => Promise<T>,
): Promise<T> {
  const data = await temporaryFolder();
  const child = fork(join(root, 'dist/sandbox.js'), ['--port', '0', '--seed', seed, '--data', data.path], {
    cwd: root,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return await story(`http://127.0.0.1:${port}`);
  } finally {
    child.kill();
    await ended;
    await data.remove();
  }
}
