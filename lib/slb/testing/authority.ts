import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs openssl with these words, and then with what may contain blanks. */
const openssl = (words: string, ...more: string[]) => run('openssl', [...words.split(' '), ...more]);

const NEW_KEY = 'req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';

/** A certificate authority of a test run, which only a process with its file as NODE_EXTRA_CA_CERTS trusts. */
export type Authority = { folder: string; certificateFile: string };

/** Makes an authority with openssl, in a folder of its own. */
export async function makeAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-authority-'));
  const certificateFile = join(folder, 'authority.pem');
  const into = ['-keyout', join(folder, 'authority.key'), '-out', certificateFile];
  await openssl(`${NEW_KEY} -x509 -days 2`, '-subj', '/CN=Authority of a test', ...into);
  return { folder, certificateFile };
}

export type ServerCertificate = { key: string; cert: string };

/** Signs a certificate for these names; `days` below zero: one that has expired. */
export async function certificateFor(
  { folder, certificateFile }: Authority,
  names: readonly string[],
  days = 1,
): Promise<ServerCertificate> {
  const at = join(folder, randomUUID());
  await openssl(NEW_KEY, '-subj', '/CN=A server of a test', '-keyout', `${at}.key`, '-out', `${at}.csr`);
  await writeFile(`${at}.ext`, `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
  const signing = ['-CA', certificateFile, '-CAkey', join(folder, 'authority.key'), '-extfile', `${at}.ext`];
  await openssl(
    `x509 -req -CAcreateserial -days ${days}`,
    ...signing,
    '-in',
    `${at}.csr`,
    '-out',
    `${at}.pem`,
  );
  const [key, cert] = await Promise.all([readFile(`${at}.key`, 'utf8'), readFile(`${at}.pem`, 'utf8')]);
  return { key, cert };
}
