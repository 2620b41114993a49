import type { Fields } from '../answer';
import type { HttpsListener } from '../store/models';
import { httpSettingsFields } from './http-settings';
import { onOff } from './listener-fields';

/** What both Describe calls answer about an HTTPS listener. */
export function httpsFields(listener: HttpsListener): Fields {
  return {
    ...httpSettingsFields(listener),
    ServerCertificateId: listener.serverCertificateId,
    CACertificateId: listener.caCertificateId,
    EnableHttp2: onOff(listener.http2Enabled),
    TLSCipherPolicy: listener.tlsCipherPolicy,
  };
}
