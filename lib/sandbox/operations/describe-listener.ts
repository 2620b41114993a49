import { joined, type Fields } from '../answer';
import { RESOURCE_MISSING } from '../errors';
import type { Listener, Protocol } from '../store/models';
import { httpFields } from './http-listener';
import { domainExtensionFields } from './domain-extensions';
import { httpsFields } from './https-listener';
import { isRedirect } from './listener-checks';
import { commonFields, wrappedFields } from './listener-fields';
import { findListenerOf } from './listener-lookup';
import type { Call } from './operation';
import { tcpFields } from './tcp-listener';
import { udpFields } from './udp-listener';

/** DescribeLoadBalancer…ListenerAttribute of one protocol (slb-api.md 3.9 for TCP). */
export function describeListener(protocol: Protocol): (call: Call) => Fields {
  return (call) => {
    const found = findListenerOf(call, protocol, RESOURCE_MISSING);
    const common = commonFields(found, call.nowMillis);
    // The vendor's sample of a redirect has no field of what it does not do.
    const { LoadBalancerId, ListenerPort, Status, Description } = common;
    return joined(
      isRedirect(found.listener) ? { LoadBalancerId, ListenerPort, Status, Description } : common,
      protocolFields(found.listener),
      wrappedFields(found.listener),
    );
  };
}

function protocolFields(listener: Listener): Fields {
  switch (listener.protocol) {
    case 'tcp':
      return tcpFields(listener);
    case 'udp':
      return udpFields(listener);
    case 'http':
      return httpFields(listener);
    case 'https':
      return { ...httpsFields(listener), ...domainExtensionFields(listener) };
  }
}
