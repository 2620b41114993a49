import { useTranslations } from 'next-intl';

/** IPv4 or IPv6, or that SLB returned neither; an unknown version is shown as SLB has it. */
export function useVersionText(): (version: string) => string {
  const t = useTranslations('domain.ipVersion');
  return (version) => {
    if (version === '') return t('unreturned');
    return version === 'ipv4' || version === 'ipv6' ? t(version) : version;
  };
}
