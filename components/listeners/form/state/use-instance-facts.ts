'use client';

import { useTranslations } from 'next-intl';
import type { InstanceChoice } from '@/lib/listeners/edit/form-options';

/**
 * "public, billed by bandwidth: 200 Mbit/s": what determines a listener's bandwidth. Unknown values are shown as SLB
 * has them.
 */
export function useInstanceFacts(): (instance: InstanceChoice) => string {
  const t = useTranslations('form.instance');
  const domain = useTranslations('domain');
  return ({ addressType, addressIpVersion, chargeType, bandwidthMbps }) => {
    const facts: string[] = [];
    if (addressType === 'internet' || addressType === 'intranet')
      facts.push(domain(`addressType.${addressType}`));
    else if (addressType !== '') facts.push(addressType);
    if (addressIpVersion === 'ipv6') facts.push(domain('ipVersion.ipv6'));
    // An intranet instance is not billed for bandwidth, whatever its charge type says (slb-api.md 5.2).
    if (addressType !== 'intranet') {
      if (chargeType === 'paybytraffic') facts.push(t('billing.paybytraffic'));
      else if (chargeType === 'paybybandwidth')
        facts.push(
          bandwidthMbps === null
            ? t('billing.paybybandwidthUnknown')
            : t('billing.paybybandwidth', { mbps: bandwidthMbps }),
        );
    }
    return facts.join(domain('comma'));
  };
}
