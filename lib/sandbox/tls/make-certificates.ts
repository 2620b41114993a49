import { generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type forge from 'node-forge';

/** The longest that every verifier accepts of an authority of one's own: Apple's take no more days. */
const LIFETIME_DAYS = 825;
const DAY_MILLIS = 24 * 60 * 60 * 1000;

export type Certificates = {
  /** PEM. What clients trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
};

/**
 * A certificate for this machine's loopback names, and the authority that signed it. The authority's key is dropped:
 * nobody can sign another certificate that its clients would trust.
 */
export async function makeCertificates(nowMillis: number): Promise<Certificates> {
  // Loaded only here: it is large, and few starts make a certificate.
  const { default: forge } = await import('node-forge');
  const { pki, util } = forge;
  const newKey = async (): Promise<{ forPem: string; pair: forge.pki.rsa.KeyPair }> => {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const forPem = pemOf(privateKey);
    const key = pki.privateKeyFromPem(forPem);
    return { forPem, pair: { privateKey: key, publicKey: pki.setRsaPublicKey(key.n, key.e) } };
  };
  const begin = (name: string, keys: forge.pki.rsa.KeyPair): forge.pki.Certificate => {
    const certificate = pki.createCertificate();
    // A serial number is positive: its first byte is below 0x80.
    certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
    certificate.publicKey = keys.publicKey;
    // Clocks may differ a little.
    certificate.validity.notBefore = new Date(nowMillis - DAY_MILLIS);
    certificate.validity.notAfter = new Date(nowMillis + (LIFETIME_DAYS - 1) * DAY_MILLIS);
    certificate.setSubject([{ name: 'commonName', value: name }]);
    return certificate;
  };
  const [ofAuthority, ofServer] = await Promise.all([newKey(), newKey()]);
  // A name of its own each time: a verifier that trusts an older one finds the issuer by its name.
  const authority = begin(
    `Sluice sandbox ${util.bytesToHex(forge.random.getBytesSync(4))}`,
    ofAuthority.pair,
  );
  authority.setIssuer(authority.subject.attributes);
  authority.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  authority.sign(ofAuthority.pair.privateKey, forge.md.sha256.create());

  const certificate = begin('localhost', ofServer.pair);
  certificate.setIssuer(authority.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: DNS_NAME, value: 'localhost' },
        { type: IP_ADDRESS, ip: '127.0.0.1' },
        { type: IP_ADDRESS, ip: '::1' },
      ],
    },
    { name: 'authorityKeyIdentifier', keyIdentifier: authority.generateSubjectKeyIdentifier().getBytes() },
  ]);
  certificate.sign(ofAuthority.pair.privateKey, forge.md.sha256.create());
  return {
    authority: pki.certificateToPem(authority),
    certificate: pki.certificateToPem(certificate),
    key: ofServer.forPem,
  };
}

/** RFC 5280, 4.2.1.6. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
