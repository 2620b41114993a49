import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { connectTo } from './connection';

/** A failure to come (docs/sandbox.md, "Control"). */
export type Fault = {
  action: string;
  regionId?: string;
  count?: number;
  share?: number;
  kind:
    | 'drop-before'
    | 'drop-after'
    | 'error-5xx'
    | 'throttle'
    | 'error'
    | 'latency'
    | 'late'
    | 'odd-rows'
    | 'unpaged'
    | 'forbidden'
    | 'truncated-body';
  millis?: number;
  code?: string;
  variant?: string;
  row?: number;
};

const receivedSchema = z.object({
  requests: z.array(
    z.object({
      at: z.unknown(),
      action: z.string().nullable(),
      regionId: z.string().nullish(),
      method: z.string(),
      parameters: z.record(z.string(), z.string()),
      httpStatus: z.number().nullable(),
      code: z.string().nullable(),
      requestId: z.string().nullable(),
    }),
  ),
});

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), port: z.number() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);

/**
 * Starts the real sandbox as its own process, on a free port and in its own folder, and points the client of this
 * process at it. `stop` ends the process and removes the folder.
 */
export async function startSandbox({
  seed,
  env = {},
}: {
  seed: 'demo' | 'empty' | 'large';
  env?: Record<string, string>;
}) {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-sandbox-'));
  // Built by scripts/lib/vitest-setup.ts: it starts in a third of the time that the sources need.
  const main = fileURLToPath(new URL('../../../dist/sandbox.js', import.meta.url));
  const child = fork(main, ['--port', '0', '--data', folder, '--seed', seed], {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const port = await readiness(child).catch(async (error: unknown) => {
    await removeFolder(folder);
    throw error;
  });
  connectTo(port);

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}/_sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox rejected ${method} ${path}: ${await response.text()}`);
    return response.json();
  }

  return {
    port,
    /** Restores the seed, and forgets the requests received and the faults not yet used, so that tests stay apart. */
    reset: async (nextSeed: 'demo' | 'empty' | 'large' = seed): Promise<void> => {
      await control('DELETE', 'faults');
      await control('POST', 'reset', { seed: nextSeed });
    },
    fault: async (fault: Fault): Promise<void> => {
      await control('POST', 'faults', fault);
    },
    /** Everything it stores, from its tables. */
    state: (): Promise<unknown> => control('GET', 'state'),
    /** Clears all faults. */
    clearFaults: async (): Promise<void> => {
      await control('DELETE', 'faults');
    },
    /** What was received since the last reset, oldest first; for one action if it is given. */
    requests: async (action?: string) => {
      const { requests } = receivedSchema.parse(await control('GET', 'requests'));
      return action === undefined ? requests : requests.filter((request) => request.action === action);
    },
    /** From now on a server, by its id, fails its health checks; the checks take time to notice. */
    killServer: async (serverId: string): Promise<void> => {
      await control('POST', 'health', { serverId, health: 'dead' });
    },
    /** From now on a server, by its address, passes or fails its health checks; the checks take time to notice. */
    health: async (ip: string, health: 'alive' | 'dead'): Promise<void> => {
      await control('POST', 'health', { ip, health });
    },
    settings: async (settings: {
      transitionMillis?: number;
      throttle?: 'off' | 'published' | { action: string; calls: number; windowSeconds: number }[];
      edition?: 'reference' | 'current';
    }): Promise<void> => {
      await control('POST', 'settings', settings);
    },
    /** Sets its clock ahead of the machine's: transitions that take less time are over. */
    shiftClock: async (shiftMillis: number): Promise<void> => {
      await control('POST', 'clock', { shiftMillis });
    },
    stop: async (): Promise<void> => {
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await exited;
      }
      await removeFolder(folder);
    },
  };
}

/** A running sandbox. */
export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

function readiness(child: ChildProcess): Promise<number> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The sandbox ended before it was ready (${code}): ${stderr}`)),
    );
    child.once('message', (raw) => {
      const message = messageSchema.parse(raw);
      if (message.type === 'ready') resolve(message.port);
      else reject(new Error(message.message));
    });
  });
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}
