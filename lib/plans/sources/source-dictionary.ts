import { LOCALES } from '@/lib/i18n/locales';
import { loadMessages } from '@/lib/i18n/messages';
import { exportColumns, type ExportColumnKey } from '@/lib/listeners/list/export-columns';
import { aclTypes } from '@/lib/model/limits';
import { isSettingName } from '@/lib/model/settings';
import { foldForSearch } from '@/lib/text/typed-text';
import { planColumns, type PlanColumn } from '../plan-types';

/**
 * What the columns and the values of a file may be called: by wire name, and by the titles and words of Sluice in each
 * of its languages, whatever the language of the reader.
 */

/** A column of a plan, or one of the list's export that says part of one or more. */
export type SourceColumn = PlanColumn | `export.${ExportColumnKey | 'note'}`;

export type SourceDictionary = {
  columns: ReadonlyMap<string, SourceColumn>;
  /** By the kind of value: the word of the wire. `unknown` is '', and so is what has no word there. */
  values: Readonly<Record<ValueKind, ReadonlyMap<string, string>>>;
};

type ValueKind = 'switch' | 'access' | 'scheduler' | 'bandwidth' | 'status' | 'backend' | 'unknown';

/** The column of the plan that one of the list's export is, with the same values. */
const ownColumns: Partial<Record<ExportColumnKey, PlanColumn>> = {
  region: 'RegionId',
  instanceId: 'LoadBalancerId',
  port: 'ListenerPort',
  backendPort: 'BackendServerPort',
  scheduler: 'Scheduler',
  bandwidthMbps: 'Bandwidth',
  accessControl: 'AclStatus',
  accessListIds: 'AclId',
  healthCheck: 'HealthCheckSwitch',
  healthCheckType: 'HealthCheckType',
  healthCheckPort: 'HealthCheckConnectPort',
  healthCheckIntervalSeconds: 'HealthCheckInterval',
  description: 'Description',
};

/** A title or a word as it is compared: its letters and digits, whatever their width and case. */
export function keyOf(text: string): string {
  return foldForSearch(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

let dictionary: Promise<SourceDictionary> | undefined;

/** The dictionary, from the messages of all languages. */
export function sourceDictionary(): Promise<SourceDictionary> {
  dictionary ??= build();
  return dictionary;
}

async function build(): Promise<SourceDictionary> {
  const languages = await Promise.all(LOCALES.map(loadMessages));
  const columns = new Map<string, SourceColumn>();
  const valuesOf = (pairs: (messages: (typeof languages)[number]) => Readonly<Record<string, string>>) =>
    new Map(
      languages.flatMap((messages) =>
        Object.entries(pairs(messages)).map(([wire, word]) => [keyOf(word), wire] as const),
      ),
    );
  // A later one wins, so the wire names are last.
  for (const messages of languages) {
    for (const { key } of exportColumns)
      columns.set(keyOf(messages.export.column[key]), ownColumns[key] ?? `export.${key}`);
    columns.set(keyOf(messages.export.column.note), 'export.note');
    for (const column of planColumns) {
      const title = isSettingName(column) ? messages.edit.setting[column] : messages.plans.column[column];
      columns.set(keyOf(title), column);
    }
  }
  // SLB's answers call it so.
  columns.set(keyOf('HealthCheck'), 'HealthCheckSwitch');
  for (const column of planColumns) columns.set(keyOf(column), column);
  return {
    columns,
    values: {
      switch: valuesOf(({ export: { value } }) => ({ on: value.on, off: value.off })),
      // The type where it is asked whether there is any says both, also by its word on the wire.
      access: new Map([
        ...valuesOf(({ export: { value } }) => ({ white: value.allowlist, black: value.denylist })),
        ...aclTypes.map((type) => [type, type] as const),
      ]),
      scheduler: valuesOf(({ domain }) => domain.scheduler),
      bandwidth: valuesOf(({ export: { value } }) => ({ '-1': value.unlimited })),
      status: valuesOf(({ domain: { status } }) => ({
        on: status.running,
        off: status.stopped,
      })),
      backend: valuesOf(({ export: { value } }) => ({
        MasterSlaveServerGroupId: value['primary-secondary-group'],
        VServerGroupId: value['vserver-group'],
      })),
      unknown: valuesOf(({ export: { value } }) => ({ '': value.unknown })),
    },
  };
}
