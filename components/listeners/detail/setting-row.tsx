import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { code, Id } from '@/components/ui/verbatim';
import type { Translator } from '@/lib/i18n/translator';
import { UNLIMITED_BANDWIDTH } from '@/lib/model/limits';
import type { OneTcpListener } from '@/lib/listeners/detail/detail-types';
import { checkPortOf, domainOf, isAccessKnown, type SettingName } from '@/lib/model/setting-states';
import { listNamesOf } from './detail-access';

const SCHEDULERS = ['wrr', 'wlc', 'rr', 'sch', 'tch'] as const;

/** Whether a scheduling algorithm has a message. */
export function isKnownScheduler(word: string | undefined): word is (typeof SCHEDULERS)[number] {
  return SCHEDULERS.some((known) => known === word);
}

export function bandwidthText(t: Translator<'listener.settings'>, mbps: number): string {
  return mbps === UNLIMITED_BANDWIDTH ? t('noCap') : t('mbps', { mbps });
}

/** What each setting is, with its unit and what it means. */
export async function settingMessages(listener: OneTcpListener): Promise<Record<SettingName, ReactNode>> {
  const [t, domain] = await Promise.all([getTranslations('listener.settings'), getTranslations('domain')]);
  const { settings, group } = listener;
  const aclType = settings.aclType ?? '';
  const checkPort = checkPortOf(settings);
  const checkDomain = domainOf(settings);

  return {
    listenerPort: t('protocol', { port: String(settings.listenerPort), protocol: 'TCP' }),
    bandwidth:
      settings.bandwidthMbps === undefined ? t('unreturned') : bandwidthText(t, settings.bandwidthMbps),
    scheduler: (
      <>
        {code(settings.scheduler)}
        {isKnownScheduler(settings.scheduler) && domain('comma') + t(`scheduler.${settings.scheduler}`)}
      </>
    ),
    persistence:
      settings.persistenceTimeoutSeconds === undefined
        ? t('unreturned')
        : settings.persistenceTimeoutSeconds === 0
          ? t('off')
          : t('persistence', { seconds: settings.persistenceTimeoutSeconds }),
    established:
      settings.establishedTimeoutSeconds === undefined
        ? t('unreturned')
        : t('established', { seconds: settings.establishedTimeoutSeconds }),
    backendPort: t(group.kind === 'port' ? 'backendPortUsed' : 'backendPortUnused', {
      port: String(settings.backendServerPort),
    }),
    group:
      group.groupId === null ? (
        t('defaultGroup')
      ) : (
        <>
          {group.name ?? ''} <Id>{group.groupId}</Id>
        </>
      ),
    access:
      settings.aclStatus === 'off' ? (
        t('openToAll')
      ) : !isAccessKnown(settings) ? (
        t('unreturned')
      ) : (
        <>
          {aclType === 'white' || aclType === 'black' ? domain(`acl.${aclType}`) : aclType}
          {domain('comma') + listNamesOf(listener).join(domain('separator'))}{' '}
          <Id className="whitespace-normal! wrap-anywhere">{settings.aclIds.join(domain('separator'))}</Id>
        </>
      ),
    drain:
      settings.connectionDrain !== 'on'
        ? t('off')
        : settings.connectionDrainTimeoutSeconds === undefined
          ? t('on')
          : t('drain', { seconds: settings.connectionDrainTimeoutSeconds }),
    proxyProtocol: settings.proxyProtocolV2Enabled === true ? t('proxyV2') : t('off'),
    synProxy:
      settings.synProxy === 'enable'
        ? t('on')
        : settings.synProxy === 'disable'
          ? t('off')
          : (settings.synProxy ?? t('unreturned')),
    tags: (settings.tags ?? [])
      .map(({ key, value }) => (value === '' ? key : `${key}: ${value}`))
      .join(domain('separator')),
    description: settings.description ?? t('none'),
    check:
      settings.healthCheck === 'on'
        ? t('on')
        : settings.healthCheck === 'off'
          ? t('checkOff')
          : t('unreturned'),
    checkType:
      settings.healthCheckType === 'http'
        ? settings.healthCheckUri === undefined
          ? t('checkHttpUnreturned')
          : t.rich('checkHttp', { code, uri: settings.healthCheckUri })
        : settings.healthCheckType === 'tcp'
          ? t('checkTcp')
          : settings.healthCheckType,
    checkDomain: checkDomain === null ? t('serverAddress') : code(checkDomain),
    checkCodes: code((settings.healthCheckHttpCode ?? '').replaceAll('http_', '').split(',').join(', ')),
    checkPort:
      checkPort === null ? t(group.kind === 'port' ? 'backendPort' : 'ownPort') : code(String(checkPort)),
    checkTimes: t('times', {
      timeout: settings.healthCheckConnectTimeoutSeconds ?? 0,
      interval: settings.healthCheckIntervalSeconds ?? 0,
    }),
    thresholds: t('thresholds', {
      healthy: String(settings.healthyThreshold),
      unhealthy: String(settings.unhealthyThreshold),
    }),
  };
}
