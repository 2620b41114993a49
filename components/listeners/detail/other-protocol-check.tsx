import type { ReactNode } from 'react';
import { Code } from '@/components/ui/verbatim';
import type { OtherListenerAttributes } from '@/lib/slb/responses';
import type { Row, RowOf, SettingsTranslator } from './other-protocol-row';

const code = (words: ReactNode) => <Code>{words}</Code>;

/** slb-api.md D17: the check goes to the port that each server serves. */
const PORT_OF_SERVER = -520;

/** What a health check asks for, of whom and how often. */
export function checkRows(
  t: SettingsTranslator,
  read: OtherListenerAttributes,
  hasOwnPorts: boolean,
  row: RowOf,
): Row[] {
  const { healthCheckTimeoutSeconds: timeout, healthCheckIntervalSeconds: interval } = read;
  const { healthyThreshold: healthy, unhealthyThreshold: unhealthy } = read;
  const probe =
    read.protocol === 'udp'
      ? [
          row('checkType', '', t('checkUdp')),
          row(
            'checkRequest',
            'HealthCheckReq',
            read.healthCheckRequest ? code(read.healthCheckRequest) : t('none'),
          ),
          row(
            'checkResponse',
            'HealthCheckExp',
            read.healthCheckResponse ? code(read.healthCheckResponse) : t('none'),
          ),
        ]
      : [
          row(
            'checkType',
            'HealthCheckURI',
            read.healthCheckUri &&
              t.rich('checkHttpMethod', {
                code,
                uri: read.healthCheckUri,
                method: (read.healthCheckMethod ?? 'head').toUpperCase(),
              }),
          ),
          row(
            'checkDomain',
            'HealthCheckDomain',
            read.healthCheckDomain === undefined || read.healthCheckDomain === '$_ip'
              ? t('serverAddress')
              : code(read.healthCheckDomain),
          ),
          row(
            'checkCodes',
            'HealthCheckHttpCode',
            read.healthCheckHttpCode &&
              code(read.healthCheckHttpCode.replaceAll('http_', '').split(',').join(', ')),
          ),
        ];
  return [
    ...probe,
    row(
      'checkPort',
      'HealthCheckConnectPort',
      read.healthCheckConnectPort === undefined || read.healthCheckConnectPort === PORT_OF_SERVER
        ? t(hasOwnPorts ? 'ownPort' : 'backendPort')
        : code(String(read.healthCheckConnectPort)),
    ),
    row(
      'checkTimes',
      timeout === undefined ? 'HealthCheckTimeout' : 'HealthCheckInterval',
      timeout === undefined || interval === undefined ? undefined : t('times', { timeout, interval }),
    ),
    row(
      'thresholds',
      healthy === undefined ? 'HealthyThreshold' : 'UnhealthyThreshold',
      healthy === undefined || unhealthy === undefined
        ? undefined
        : t('thresholds', { healthy: String(healthy), unhealthy: String(unhealthy) }),
    ),
  ];
}
