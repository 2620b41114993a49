import { accessKey } from './pipeline/authenticate';
import { faultQueue } from './pipeline/faults';
import { slidingThrottle } from './pipeline/throttle';
import { requestLog } from './request-log';
import type { Runtime } from './runtime';
import { SEEDS, type SeedName } from './seeds/seeds';
import { LOOPBACK, createSandboxServer } from './server';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { lockDataFolder } from './store/database';
import { openStore } from './store/store';
import { openCertificates, type TlsOptions } from './tls/certificates';
import { withAndWithoutTls, type PortServer } from './tls/one-port';

export type SandboxOptions = {
  /** 0 chooses a free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Fills a data folder that is new; an older one keeps what it has. */
  readonly seed: SeedName;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes the key one of STS, which is good only together with this token. */
  readonly securityToken?: string;
  /** Makes this a regional endpoint, where RegionId may be absent (slb-api.md D5). */
  readonly defaultRegionId?: string;
  /** The port then speaks HTTPS besides HTTP. */
  readonly tls?: TlsOptions;
  readonly settings?: Partial<Settings>;
  /** Milliseconds since the epoch; the machine's clock by default. */
  readonly now?: () => number;
  /** Stands in for a full disk in tests: the most pages that the database may have. */
  readonly maximumPages?: number;
};

export type RunningSandbox = {
  readonly port: number;
  /** The certificate that clients must trust, where the sandbox made it. */
  readonly authorityFile: string | undefined;
  close(): Promise<void>;
};

export type StartResult =
  | { readonly ok: true; readonly sandbox: RunningSandbox }
  | { readonly ok: false; readonly message: string };

/** Starts a sandbox on the loopback address. What forbids it is a sentence: the folder in use, or the port taken. */
export async function startSandbox(options: SandboxOptions): Promise<StartResult> {
  const lock = lockDataFolder(options.dataDir);
  if (lock === null) {
    return { ok: false, message: `The data folder ${options.dataDir} is in use by another sandbox.` };
  }
  const machineClock = options.now ?? Date.now;
  const opened = options.tls && (await openCertificates(options.tls, options.dataDir, machineClock()));
  if (opened?.ok === false) {
    lock.release();
    return opened;
  }
  const tls = opened?.tls ?? null;
  const store = openStore(options.dataDir, SEEDS[options.seed], { maximumPages: options.maximumPages });
  const settings: Settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const keys = new Map([[options.accessKeyId, accessKey(options.accessKeySecret, options.securityToken)]]);
  const clock = {
    shiftMillis: store.readClockShift(),
    now: () => machineClock() + clock.shiftMillis,
  };
  const runtime: Runtime = {
    store,
    keys: { current: keys },
    initialKeys: keys,
    resets: { count: 0 },
    defaultRegionId: options.defaultRegionId,
    tls,
    settings: { current: settings },
    initialSettings: settings,
    faults: faultQueue(),
    throttle: slidingThrottle(),
    log: requestLog(),
    clock,
  };
  const http = createSandboxServer(runtime);
  const portServer: PortServer =
    tls === null
      ? { server: http, closeAllConnections: () => http.closeAllConnections() }
      : withAndWithoutTls(http, tls);
  const release = async () => {
    await store.close();
    lock.release();
  };
  const listening = await listen(portServer, options.port);
  if (!listening.ok) {
    await release();
    return listening;
  }
  const sandbox = {
    port: listening.port,
    authorityFile: tls?.authority?.file,
    close: () => close(portServer, release),
  };
  return { ok: true, sandbox };
}

type Listening =
  | { readonly ok: true; readonly port: number }
  | { readonly ok: false; readonly message: string };

function listen({ server }: PortServer, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve({ ok: false, message: `Port ${port} on ${LOOPBACK} is already in use.` });
      } else if (error.code === 'EACCES') {
        resolve({ ok: false, message: `Port ${port} on ${LOOPBACK} needs rights that this process lacks.` });
      } else {
        reject(error);
      }
    });
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      resolve({ ok: true, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

async function close(
  { server, closeAllConnections }: PortServer,
  release: () => Promise<void>,
): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    closeAllConnections();
  });
  await release();
}
