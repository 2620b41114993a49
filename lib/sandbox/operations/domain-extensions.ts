import { reject, type Fields } from '../answer';
import { LISTENER_NOT_FOUND, RESOURCE_MISSING, type Rejection } from '../errors';
import {
  ALREADY_ATTACHED,
  CERTIFICATE_ID_EMPTY,
  DOMAIN_EXTENSION_NOT_FOUND,
  certificateNotSupported,
} from '../errors-resources';
import type { DomainExtension, HttpsListener } from '../store/models';
import { newId } from './ids';
import { findListenerOf } from './listener-lookup';
import { regionalRead, regionalWrite, requiredText, type Call, type OperationRows } from './operation';

/*
 * Further domains of an HTTPS listener, each with a certificate, after the vendor's metadata and pages. They are kept with
 * their listener and go with it.
 */

const LISTENER = ['LoadBalancerId', 'ListenerPort'];
const ID = 'DomainExtensionId';

export const domainExtensionRows: OperationRows = {
  CreateDomainExtension: regionalWrite(create, ...LISTENER, 'Domain'),
  DescribeDomainExtensions: regionalRead(describe, ...LISTENER),
  DescribeDomainExtensionAttribute: regionalRead(describeAttribute, ID),
  SetDomainExtensionAttribute: regionalWrite(setAttribute, ID),
  DeleteDomainExtension: regionalWrite(remove, ID),
};

function create(call: Call): Fields {
  const domain = call.read.checked('Domain', isDomain) ?? '';
  const serverCertificateId = call.read.text('ServerCertificateId') ?? reject(CERTIFICATE_ID_EMPTY);
  const listener = findListener(call, LISTENER_NOT_FOUND);
  checkCertificate(call, serverCertificateId);
  const extensions = listener.domainExtensions ?? [];
  if (extensions.some((extension) => extension.domain === domain)) reject(ALREADY_ATTACHED);
  const extension = { domainExtensionId: newId('de'), domain, serverCertificateId };
  call.tables.listeners.update({ ...listener, domainExtensions: [...extensions, extension] });
  return { DomainExtensionId: extension.domainExtensionId, ListenerPort: listener.listenerPort };
}

function describe(call: Call): Fields {
  const requested = call.read.text(ID);
  const { domainExtensions = [] } = findListener(call, RESOURCE_MISSING);
  return {
    DomainExtensions: {
      DomainExtension: domainExtensions
        .filter(({ domainExtensionId }) => (requested ?? domainExtensionId) === domainExtensionId)
        .map(extensionFields),
    },
  };
}

function describeAttribute(call: Call): Fields {
  const { listener, extension } = find(call);
  return {
    ...extensionFields(extension),
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.listenerPort,
  };
}

function setAttribute(call: Call): Fields {
  const serverCertificateId = call.read.text('ServerCertificateId');
  const { listener, extension } = find(call);
  if (serverCertificateId === undefined) return {};
  checkCertificate(call, serverCertificateId);
  return replaced(call, listener, extension, [{ ...extension, serverCertificateId }]);
}

function remove(call: Call): Fields {
  const { listener, extension } = find(call);
  return replaced(call, listener, extension, []);
}

/** In the listener's own attributes; absent where there are none. */
export function domainExtensionFields({ domainExtensions = [] }: HttpsListener): Fields {
  if (domainExtensions.length === 0) return {};
  return { DomainExtensions: { DomainExtension: domainExtensions.map(extensionFields) } };
}

/** Stores the listener with others in the place of one of its extensions. */
function replaced(
  { tables }: Call,
  listener: HttpsListener,
  old: DomainExtension,
  others: readonly DomainExtension[],
): Fields {
  const domainExtensions = listener.domainExtensions?.flatMap((extension) =>
    extension === old ? others : [extension],
  );
  tables.listeners.update({ ...listener, domainExtensions });
  return {};
}

/** `www.example.com`, or `*.example.com` for every name below. */
function isDomain(text: string): boolean {
  return text.length <= 253 && /^(\*\.)?([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/i.test(text);
}

function checkCertificate({ regionId, tables }: Call, certificateId: string): void {
  const isKnown = tables.certificates.find(regionId, 'server', certificateId) !== undefined;
  if (!isKnown) reject(certificateNotSupported('ServerCertificateId'));
}

function findListener(call: Call, missing: Rejection): HttpsListener {
  return findListenerOf(call, 'https', missing).listener;
}

/** The extension that the call names, and its listener: the id is all that it says. */
function find(call: Call): { readonly listener: HttpsListener; readonly extension: DomainExtension } {
  const id = requiredText(call, ID);
  for (const { loadBalancerId } of call.tables.loadBalancers.list(call.regionId)) {
    for (const { listener } of call.tables.listeners.onLoadBalancer(loadBalancerId)) {
      if (listener.protocol !== 'https') continue;
      const extension = listener.domainExtensions?.find(({ domainExtensionId }) => domainExtensionId === id);
      if (extension !== undefined) return { listener, extension };
    }
  }
  return reject(DOMAIN_EXTENSION_NOT_FOUND);
}

function extensionFields(extension: DomainExtension) {
  return {
    ServerCertificateId: extension.serverCertificateId,
    Domain: extension.domain,
    DomainExtensionId: extension.domainExtensionId,
  };
}
