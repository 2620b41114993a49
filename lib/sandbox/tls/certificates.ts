import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { makeCertificates, type Certificates } from './make-certificates';

/** Made in the data folder, or given as files. */
export type TlsOptions = 'own' | { readonly certificateFile: string; readonly keyFile: string };

export type Tls = {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
  /** Not known where the certificate was given. */
  readonly authority: { readonly file: string; readonly pem: string } | null;
};

export type TlsResult =
  | { readonly ok: true; readonly tls: Tls }
  | { readonly ok: false; readonly message: string };

/** The certificate to serve with. One of the sandbox's own is kept, and replaced a month before it ends. */
export async function openCertificates(
  options: TlsOptions,
  dataDir: string,
  nowMillis: number,
): Promise<TlsResult> {
  if (options !== 'own') return readGiven(options.certificateFile, options.keyFile);
  const folder = path.join(dataDir, 'tls');
  const kept = readKept(folder);
  const isGood = kept !== null && belongTogether(kept) && isValidForAMonth(kept, nowMillis);
  const { authority, certificate, key } = isGood ? kept : await makeCertificates(nowMillis);
  if (!isGood) keep(folder, { authority, certificate, key });
  const file = path.join(folder, FILES.authority);
  return { ok: true, tls: { certificate, key, authority: { file, pem: authority } } };
}

const MONTH_MILLIS = 30 * 24 * 60 * 60 * 1000;

const FILES: Readonly<Record<keyof Certificates, string>> = {
  authority: 'authority.pem',
  certificate: 'certificate.pem',
  key: 'key.pem',
};

function readGiven(certificateFile: string, keyFile: string): TlsResult {
  try {
    const certificate = readFileSync(certificateFile, 'utf8');
    const key = readFileSync(keyFile, 'utf8');
    createSecureContext({ cert: certificate, key });
    return { ok: true, tls: { certificate, key, authority: null } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `${certificateFile} and ${keyFile} cannot be used for TLS: ${reason}.` };
  }
}

/** Null where a file is missing. */
function readKept(folder: string): Certificates | null {
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
  try {
    return { authority: read(FILES.authority), certificate: read(FILES.certificate), key: read(FILES.key) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Not so where a start ended while it wrote them, or somebody edited one. */
function belongTogether({ authority, certificate, key }: Certificates): boolean {
  try {
    const signed = new X509Certificate(certificate);
    const signer = new X509Certificate(authority);
    return signed.verify(signer.publicKey) && signed.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function isValidForAMonth({ authority, certificate }: Certificates, nowMillis: number): boolean {
  return [authority, certificate].every((pem) => {
    const { validFrom, validTo } = new X509Certificate(pem);
    return Date.parse(validFrom) <= nowMillis && Date.parse(validTo) > nowMillis + MONTH_MILLIS;
  });
}

function keep(folder: string, certificates: Certificates): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of ['key', 'certificate', 'authority'] as const) {
    const file = path.join(folder, FILES[name]);
    // An older file would keep its mode.
    rmSync(file, { force: true });
    writeFileSync(file, certificates[name], { mode: 0o600 });
  }
}
