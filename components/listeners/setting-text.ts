import type { Translator } from '@/lib/i18n/translator';
import { aclIdsOf, isAlwaysSet, isSameSetting, type SettingName } from '@/lib/model/settings';

type EditMessages = Translator<'edit'>;
type DomainMessages = Translator<'domain'>;

const seconds: readonly SettingName[] = [
  'HealthCheckConnectTimeout',
  'HealthCheckInterval',
  'EstablishedTimeout',
  'ConnectionDrainTimeout',
];

/**
 * A setting and its value as text; `null` is none. `nameOf` returns the name of a group or a list if it is known.
 * Unknown values are shown as SLB has them.
 */
export function settingText(
  t: EditMessages,
  domain: DomainMessages,
  nameOf: (id: string) => string | undefined = () => undefined,
) {
  const named = (id: string): string => {
    const name = nameOf(id);
    return name === undefined || name === id ? id : t('value.named', { name, id });
  };
  const value = (name: SettingName, text: string | null): string => {
    if (text === null) return nothing(name);
    if (seconds.includes(name)) return t('value.seconds', { seconds: text });
    switch (name) {
      case 'Bandwidth':
        return text === '-1' ? t('value.noCap') : t('value.mbps', { mbps: text });
      case 'PersistenceTimeout':
        return text === '0' ? t('value.off') : t('value.seconds', { seconds: text });
      case 'Scheduler':
        return text === 'wrr' || text === 'wlc' || text === 'rr' ? domain(`scheduler.${text}`) : text;
      case 'AclType':
        return text === 'white' || text === 'black' ? domain(`acl.${text}`) : text;
      case 'AclStatus':
        return text === 'on' ? t('value.restricted') : text === 'off' ? t('value.open') : text;
      case 'HealthCheckSwitch':
      case 'ConnectionDrain':
        return text === 'on' || text === 'off' ? t(`value.${text}`) : text;
      case 'ProxyProtocolV2Enabled':
        return t(text === 'true' ? 'value.on' : 'value.off');
      case 'HealthCheckType':
        return text.toUpperCase();
      case 'HealthCheckHttpCode':
        return text.replaceAll('http_', '').replaceAll(',', ', ');
      case 'HealthCheckDomain':
      case 'HealthCheckConnectPort':
        return isSameSetting(name, text, undefined) ? nothing(name) : text;
      case 'AclId':
        return aclIdsOf(text).map(named).join(domain('separator'));
      case 'VServerGroupId':
      case 'MasterSlaveServerGroupId':
        return named(text);
      default:
        return text;
    }
  };
  const nothing = (name: SettingName): string => {
    if (name === 'HealthCheckDomain') return t('value.serverAddress');
    if (name === 'HealthCheckConnectPort') return t('value.ownPort');
    return t(isAlwaysSet(name) ? 'value.unreturned' : 'value.none');
  };
  return { label: (name: SettingName): string => t(`setting.${name}`), value };
}
