import { X509Certificate, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { reject } from '../answer';
import {
  CERTIFICATE_KEY_ENCRYPTED,
  CERTIFICATE_KEY_MALFORMED,
  CERTIFICATE_KEY_MISMATCH,
  CERTIFICATE_MALFORMED,
} from '../errors-resources';

/** What a certificate in PEM says, and the key that it is for; of a chain, its first certificate. */
export function parsedCertificate(text: string) {
  const certificate = tried(() => new X509Certificate(text)) ?? reject(CERTIFICATE_MALFORMED);
  const names = certificate.subjectAltName?.split(', ') ?? [];
  return {
    publicKey: certificate.publicKey,
    facts: {
      // As the vendor's samples print it.
      fingerprint: certificate.fingerprint.toLowerCase(),
      commonName: /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? '',
      subjectAlternativeNames: names.flatMap((name) => /^DNS:(.+)$/.exec(name)?.[1] ?? []),
      expiresAtMillis: Date.parse(certificate.validTo),
    },
  };
}

/** It must be in PEM, not encrypted, and that of the certificate. */
export function checkPrivateKey(publicKey: KeyObject, text: string): void {
  if (/ENCRYPTED/.test(text)) reject(CERTIFICATE_KEY_ENCRYPTED);
  const key = tried(() => createPublicKey(createPrivateKey(text))) ?? reject(CERTIFICATE_KEY_MALFORMED);
  if (!key.equals(publicKey)) reject(CERTIFICATE_KEY_MISMATCH);
}

function tried<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
