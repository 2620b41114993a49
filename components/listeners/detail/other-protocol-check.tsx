import { code } from '@/components/ui/verbatim';
import { checkPortOf } from '@/lib/model/setting-states';
import { timeoutFieldOf, type OtherListenerAttributes } from '@/lib/slb/responses';
import {
  secondsText,
  switchText,
  wholeOrParts,
  type Row,
  type RowOf,
  type SettingsTranslator,
} from './other-protocol-row';

/** Where the servers are reached: each on its own port, or all on the listener's; null if the group is not known. */
export type ServerPorts = 'own' | 'shared' | null;

/** Whether the servers are checked, with what and how often. */
export function checkRows(
  t: SettingsTranslator,
  read: OtherListenerAttributes,
  ports: ServerPorts,
  row: RowOf,
): Row[] {
  const isCheck = row('check', 'HealthCheck', switchText(t, read.healthCheck, t('checkOff')));
  if (read.healthCheck === 'off') return [isCheck];
  // That an optional field is absent means something only while the check is known to be on.
  const ifOn = <Value,>(value: Value) => (read.healthCheck === 'on' ? value : undefined);
  const domain = read.healthCheckDomain;
  const probe =
    read.protocol === 'udp'
      ? [
          row('checkType', [], t('checkUdp')),
          row(
            'checkRequest',
            'HealthCheckReq',
            read.healthCheckRequest && code(read.healthCheckRequest),
            ifOn(t('none')),
          ),
          row(
            'checkResponse',
            'HealthCheckExp',
            read.healthCheckResponse && code(read.healthCheckResponse),
            ifOn(t('none')),
          ),
        ]
      : [
          ...requestRows(t, read, row),
          row(
            'checkDomain',
            'HealthCheckDomain',
            domain === '$_ip' ? t('serverAddress') : domain && code(domain),
            ifOn(t('serverAddress')),
          ),
          row(
            'checkCodes',
            'HealthCheckHttpCode',
            read.healthCheckHttpCode &&
              code(read.healthCheckHttpCode.replaceAll('http_', '').split(',').join(', ')),
          ),
        ];
  return [isCheck, ...probe, portRow(t, read, ports, row, ifOn), ...timeRows(t, read, row)];
}

function requestRows(
  t: SettingsTranslator,
  { healthCheckMethod, healthCheckUri: uri }: OtherListenerAttributes,
  row: RowOf,
): readonly Row[] {
  const method = healthCheckMethod?.toUpperCase();
  return wholeOrParts(
    row(
      'checkType',
      ['HealthCheckMethod', 'HealthCheckURI'],
      method && uri && t.rich('checkHttpMethod', { code, uri, method }),
    ),
    [
      row('checkMethod', 'HealthCheckMethod', method && `HTTP ${method}`),
      row('checkPath', 'HealthCheckURI', uri && code(uri)),
    ],
  );
}

function portRow(
  t: SettingsTranslator,
  read: OtherListenerAttributes,
  ports: ServerPorts,
  row: RowOf,
  ifOn: (value: string | undefined) => string | undefined,
): Row {
  const { healthCheckConnectPort: returned } = read;
  const port = checkPortOf(read);
  const ofServer = ports === null ? undefined : t(ports === 'own' ? 'ownPort' : 'backendPort');
  return row(
    'checkPort',
    'HealthCheckConnectPort',
    // slb-api.md D17: a number that is no port means the port that each server serves.
    returned === undefined
      ? undefined
      : port === null && ofServer !== undefined
        ? ofServer
        : code(String(returned)),
    ifOn(ofServer),
  );
}

function timeRows(t: SettingsTranslator, read: OtherListenerAttributes, row: RowOf): Row[] {
  const { healthCheckTimeoutSeconds: timeout, healthCheckIntervalSeconds: interval } = read;
  const { healthyThreshold: healthy, unhealthyThreshold: unhealthy } = read;
  const timeoutField = timeoutFieldOf(read.protocol);
  return [
    ...wholeOrParts(
      row(
        'checkTimes',
        [timeoutField, 'HealthCheckInterval'],
        timeout === undefined || interval === undefined ? undefined : t('times', { timeout, interval }),
      ),
      [
        row('checkTimeout', timeoutField, secondsText(t, timeout)),
        row('checkInterval', 'HealthCheckInterval', secondsText(t, interval)),
      ],
    ),
    ...wholeOrParts(
      row(
        'thresholds',
        ['HealthyThreshold', 'UnhealthyThreshold'],
        healthy === undefined || unhealthy === undefined
          ? undefined
          : t('thresholds', { healthy: String(healthy), unhealthy: String(unhealthy) }),
      ),
      [
        row('healthyThreshold', 'HealthyThreshold', healthy?.toString()),
        row('unhealthyThreshold', 'UnhealthyThreshold', unhealthy?.toString()),
      ],
    ),
  ];
}
