import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as base } from '@playwright/test';
import Libsql from 'libsql';
import { launch, temporaryFolder, type Env } from './launcher';
import { secretsIn, watchPages } from './watch';

export { expect } from '@playwright/test';

export type Team = {
  /** Where the people of the team reach it: `https://localhost:…`. */
  readonly url: string;
  readonly sandboxUrl: string;
  readonly dataDir: string;
  readonly output: () => string;
  /** The one-time link that it printed. */
  readonly setUpLink: () => Promise<string>;
};

/**
 * A Sluice for a team: started with `SLUICE_URL` behind a proxy that ends TLS, and with what `envFor` adds. Ends with the
 * story.
 */
export async function withTeam<T>(
  envFor: (url: string) => Promise<Env>,
  story: (team: Team) => Promise<T>,
): Promise<T> {
  const data = await temporaryFolder();
  let upstream = '';
  const proxy = await startProxy(data.path, () => upstream);
  const url = `https://localhost:${portOf(proxy)}`;
  const launched = launch({
    HOST: '127.0.0.1',
    SLUICE_URL: url,
    SLUICE_TRUSTED_PROXIES: '127.0.0.1',
    SLUICE_DATA_DIR: join(data.path, 'data'),
    ...(await envFor(url)),
  });
  try {
    const outcome = await launched.outcome;
    if (outcome.kind === 'ended') throw new Error(`Sluice did not start:\n${outcome.output}`);
    if (outcome.sandboxUrl === null) throw new Error('Sluice started without its sandbox.');
    upstream = outcome.url;
    return await story({
      url,
      sandboxUrl: outcome.sandboxUrl,
      dataDir: join(data.path, 'data'),
      output: launched.output,
      setUpLink: async () => {
        const link = /https:\/\/\S+\/set-up\/\S+/.exec(launched.output())?.[0];
        if (link === undefined) throw new Error(`It printed no link:\n${launched.output()}`);
        return link;
      },
    });
  } finally {
    await launched.stop();
    proxy.close();
    proxy.closeAllConnections();
    await data.remove();
  }
}

/** One Sluice for all tests of a file, which names it: another name is another Sluice, from its first start on. */
export const test = base.extend<{ watched: void }, { team: Team; teamName: string }>({
  teamName: ['', { option: true, scope: 'worker' }],
  team: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern.
    async ({}, provide) => withTeam(async () => ({}), provide),
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ team }, provide) => provide(team.url),
  ignoreHTTPSErrors: true,
  // What no test may see, whatever it is about.
  watched: [
    async ({ context, team }, provide) => {
      const { wrong, stop } = watchPages(context);
      await provide();
      stop();
      base.expect(wrong).toEqual([]);
      base.expect(secretsIn(team.output())).toEqual([]);
    },
    { auto: true },
  ],
});

/** Ends TLS with a certificate of its own, and passes everything on as a reverse proxy does. */
async function startProxy(folder: string, upstream: () => string): Promise<Server> {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
  await promisify(execFile)('openssl', [...words.split(' '), '-keyout', keyFile, '-out', certFile]);
  const [key, cert] = await Promise.all([readFile(keyFile), readFile(certFile)]);
  const proxy = createServer({ key, cert }, (incoming, outgoing) => {
    const forwarded = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress };
    const onward = request(
      new URL(incoming.url ?? '/', upstream()),
      { method: incoming.method ?? 'GET', headers: forwarded },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return proxy;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It has no port.');
  return address.port;
}

/** Invites somebody as an admin would, and returns the link. */
export function invite({ dataDir, url }: Team, email: string, role: string): string {
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  inDatabase(dataDir, (database) =>
    database
      .prepare(
        `insert into one_time_links (id, token_hash, purpose, email, role, created_at, expires_at)
         values (?, ?, 'invitation', ?, ?, ?, ?)`,
      )
      .run(
        randomUUID(),
        createHash('sha256').update(token).digest('base64url'),
        email,
        role,
        new Date(now).toISOString(),
        new Date(now + 3_600_000).toISOString(),
      ),
  );
  return `${url}/invitation/${token}`;
}

/** Does something to the database that time or an admin would do. */
export function inDatabase(dataDir: string, act: (database: InstanceType<typeof Libsql>) => void): void {
  const database = new Libsql(join(dataDir, 'sluice.db'));
  try {
    database.exec('pragma busy_timeout = 5000');
    act(database);
  } finally {
    database.close();
  }
}
