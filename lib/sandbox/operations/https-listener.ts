import { reject, type Fields } from '../answer';
import { CERTIFICATE_ID_EMPTY } from '../errors-resources';
import type { HttpsListener } from '../store/models';
import { createListener, newListener } from './create-listener';
import {
  DEFAULT_HTTP_SETTINGS,
  httpSettingsFields,
  mergedHttpSettings,
  readHttpValues,
} from './http-settings';
import { onOff } from './listener-fields';
import { DEFAULT_TLS_CIPHER_POLICY, TLS_CIPHER_POLICIES } from './listener-tls';
import { ON_OFF } from './listener-values';
import type { Call } from './operation';
import { mergedListener, mergedSwitch, readGroupChange, setListener, withoutRepeated } from './set-listener';

function readValues(call: Call) {
  const { read } = call;
  return {
    ...readHttpValues(call),
    serverCertificateId: read.text('ServerCertificateId'),
    caCertificateId: read.text('CACertificateId'),
    http2: read.oneOf('EnableHttp2', ON_OFF),
    tlsCipherPolicy: read.oneOf('TLSCipherPolicy', TLS_CIPHER_POLICIES),
  };
}

/** CreateLoadBalancerHTTPSListener of the vendor's metadata. */
export function createHttpsListener(call: Call): Fields {
  const values = readValues(call);
  return createListener(call, {
    ...newListener(call, values),
    protocol: 'https',
    ...mergedHttpSettings(DEFAULT_HTTP_SETTINGS, values),
    healthCheckOn: values.healthCheckSwitch === 'on',
    serverCertificateId: values.serverCertificateId ?? reject(CERTIFICATE_ID_EMPTY),
    caCertificateId: values.caCertificateId,
    http2Enabled: values.http2 !== 'off',
    tlsCipherPolicy: values.tlsCipherPolicy ?? DEFAULT_TLS_CIPHER_POLICY,
  });
}

/** SetLoadBalancerHTTPSListenerAttribute of the vendor's metadata. */
export function setHttpsListenerAttribute(call: Call): Fields {
  const change = readValues(withoutRepeated(call, 'https', httpsFields));
  const vServerGroup = readGroupChange(call.read, 'VServerGroup');
  return setListener(call, 'https', (old) => ({
    ...old,
    ...mergedListener(old, change, vServerGroup),
    ...mergedHttpSettings(old, change),
    healthCheckOn: mergedSwitch(change.healthCheckSwitch, old.healthCheckOn),
    serverCertificateId: change.serverCertificateId ?? old.serverCertificateId,
    caCertificateId: change.caCertificateId ?? old.caCertificateId,
    http2Enabled: mergedSwitch(change.http2, old.http2Enabled),
    tlsCipherPolicy: change.tlsCipherPolicy ?? old.tlsCipherPolicy,
  }));
}

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
