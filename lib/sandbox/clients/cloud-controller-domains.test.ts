import { expect, test } from 'vitest';
import { EDITION_NAMES } from '../editions';
import { goSdk } from '../testing/published-clients';
import { HANGZHOU, listAt, testSandbox } from '../testing/test-sandbox';

/** What the Kubernetes cloud controller does for a Service with the annotation of domain extensions. */

const sandbox = testSandbox();
const { ask } = goSdk(() => sandbox, HANGZHOU);

/** An HTTPS listener of the demo data, and its certificate. */
const LISTENER = { LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l', ListenerPort: 10443 };
const CERTIFICATE = '1231579085529123_166f8204689_1714763408_709981430';

test.each(EDITION_NAMES)(
  'the Kubernetes cloud controller compares and changes domains, edition %s',
  async (edition) => {
    await sandbox.control('POST', 'reset', { seed: 'demo' });
    await sandbox.control('POST', 'settings', { edition });
    const domains = async () =>
      listAt(await ask('DescribeDomainExtensions', LISTENER), 'DomainExtensions', 'DomainExtension');
    expect(await domains()).toEqual([]);
    const sent = { ...LISTENER, Domain: 'shop.example.com', ServerCertificateId: CERTIFICATE };
    await ask('CreateDomainExtension', sent);
    const [created] = await domains();
    const named = { DomainExtensionId: String(created?.DomainExtensionId) };
    expect(created).toEqual({ ...named, Domain: sent.Domain, ServerCertificateId: CERTIFICATE });
    await ask('SetDomainExtensionAttribute', { ...named, ServerCertificateId: CERTIFICATE });
    await ask('DeleteDomainExtension', named);
    expect(await domains()).toEqual([]);
  },
);
