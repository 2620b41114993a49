import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '@/scripts/lib/root';

export type Server = {
  readonly url: string;
  /** Ends it at once, as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Lets it take what it is asked, and answer nothing before it goes on. */
  readonly hold: () => void;
  readonly goOn: () => void;
};

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It has no port.');
  server.close();
  await once(server, 'close');
  return address.port;
}

/** The web server of the launcher by itself, beside a sandbox that runs already: so it can be killed and the sandbox asked what it received. */
export async function startServer(settings: {
  port: number;
  sandboxUrl: string;
  dataDir: string;
}): Promise<Server> {
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
