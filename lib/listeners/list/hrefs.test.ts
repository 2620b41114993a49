import { expect, it } from 'vitest';
import { cloneHref, editHref, listenerHref, listOfHref } from './hrefs';

const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-bp1b6c719dfa08exfuca5', listenerPort: 443 };

it("link to a listener's pages by region, instance and port", () => {
  expect(listenerHref(key)).toBe('/listeners/cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443');
  expect(editHref(key)).toBe('/listeners/cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443/edit');
  expect(cloneHref(key)).toBe('/listeners/new?from=cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443');
});

it('keep an odd id within its own segment', () => {
  expect(listenerHref({ ...key, loadBalancerId: 'lb/../x?y' })).toBe(
    '/listeners/cn-hangzhou/lb%2F..%2Fx%3Fy/443',
  );
});

it('name the protocol of a listener that is not TCP', () => {
  expect(listenerHref({ ...key, protocol: 'udp' })).toBe(
    '/listeners/cn-hangzhou/lb-bp1b6c719dfa08exfuca5/443?protocol=udp',
  );
});

it('link to the list of a region or of an instance', () => {
  expect(listOfHref({ regionId: 'cn-hangzhou' })).toBe('/listeners?regions=cn-hangzhou');
  expect(listOfHref(key)).toBe('/listeners?regions=cn-hangzhou&q=instance:%3Dlb-bp1b6c719dfa08exfuca5');
});
