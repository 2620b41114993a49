import { reject } from '../answer';
import { specNotSupport } from '../errors';
import { certificateNotSupported } from '../errors-resources';
import type { Certificate, Listener, LoadBalancer } from '../store/models';
import { isHighPerformance } from './listener-checks';
import type { Call } from './operation';

/** Of an HTTPS listener that is created without one. */
export const DEFAULT_TLS_CIPHER_POLICY = 'tls_cipher_policy_1_0';

export const TLS_CIPHER_POLICIES = [
  DEFAULT_TLS_CIPHER_POLICY,
  'tls_cipher_policy_1_1',
  'tls_cipher_policy_1_2',
  'tls_cipher_policy_1_2_strict',
  'tls_cipher_policy_1_2_strict_with_1_3',
] as const;

/** New certificates must exist; a new TLS policy other than the default one needs an instance with a specification. */
export function checkTls(
  { tables, regionId }: Call,
  listener: Listener,
  loadBalancer: LoadBalancer,
  old?: Listener,
): void {
  if (listener.protocol !== 'https') return;
  const before = old?.protocol === 'https' ? old : undefined;
  const { serverCertificateId, caCertificateId, tlsCipherPolicy } = listener;
  const isUnknown = (kind: Certificate['kind'], id: string) =>
    tables.certificates.find(regionId, kind, id) === undefined;
  if (serverCertificateId !== before?.serverCertificateId && isUnknown('server', serverCertificateId))
    reject(certificateNotSupported('ServerCertificateId'));
  if (
    caCertificateId !== undefined &&
    caCertificateId !== before?.caCertificateId &&
    isUnknown('ca', caCertificateId)
  )
    reject(certificateNotSupported('CACertificateId'));
  const allowed = [DEFAULT_TLS_CIPHER_POLICY, before?.tlsCipherPolicy];
  if (!allowed.includes(tlsCipherPolicy) && !isHighPerformance(loadBalancer))
    reject(specNotSupport(tlsCipherPolicy));
}
