import 'server-only';
import * as z from 'zod';
import { planColumns } from '../plan-types';
import { rowsOfRecords, type SourceRecord } from './rows-of-records';
import { keyOf, type SourceColumn, type SourceDictionary } from './source-dictionary';
import {
  failed,
  placeIn,
  said,
  type SourceNote,
  type SourceProblem,
  type SourceResult,
} from './source-types';
import { isTerraformJson, rowsOfTerraformJson } from './terraform-json';

/**
 * The rows of a JSON document: an array of objects with the names of a plan's columns, the JSON export of the list, or
 * what `terraform show -json` prints.
 */
export function readJson(text: string, dictionary: SourceDictionary): SourceResult {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  const { value } = parsed;
  if (isTerraformJson(value)) return rowsOfTerraformJson(value);
  const own = ownExport.safeParse(value);
  if (own.success) return rowsOfOwnExport(own.data, dictionary);
  const objects = z.array(z.record(z.string(), z.unknown())).safeParse(value);
  if (objects.success) return rowsOfObjects(objects.data, dictionary);
  return failed('json-shape', { columns: planColumns.slice(0, 5).join(', ') });
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: SourceProblem } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    const named = /at position (\d+)/.exec(detail)?.[1];
    const position = named === undefined && /end of JSON/.test(detail) ? text.length : Number(named);
    // The engine does not name the place in a short text.
    const place = Number.isNaN(position) ? {} : placeIn(text, position);
    return { ok: false, problem: said('json-syntax', { detail }, place) };
  }
}

function rowsOfObjects(
  objects: readonly Readonly<Record<string, unknown>>[],
  dictionary: SourceDictionary,
): SourceResult {
  const names = new Set(objects.flatMap(Object.keys));
  const columns = new Map([...names].map((name) => [name, dictionary.columns.get(keyOf(name))]));
  const known = new Set([...columns.values()].filter((column) => column !== undefined));
  const unknown = [...names].filter((name) => columns.get(name) === undefined);
  if (objects.length > 0 && known.size === 0)
    return failed('json-shape', { columns: planColumns.slice(0, 5).join(', ') });
  const problems: SourceProblem[] = [];
  const records = objects.map((object, at): SourceRecord => {
    const record: { [Column in SourceColumn]?: string } = {};
    for (const [name, value] of Object.entries(object)) {
      const column = columns.get(name);
      const text = scalars.safeParse(value);
      if (column === undefined) continue;
      if (record[column] !== undefined) problems.push(said('repeated-column', { name }));
      const isList = column === 'AclId' || column === 'HealthCheckHttpCode';
      if (!text.success || (Array.isArray(value) && !isList))
        problems.push(said('json-value', { name, number: at + 1 }));
      else if (text.data !== '') record[column] = text.data;
    }
    return record;
  });
  if (problems.length > 0) return { ok: false, problems };
  const notes: SourceNote[] =
    unknown.length === 0
      ? []
      : [said('unknown-columns', { count: unknown.length, columns: unknown.join(', ') })];
  return rowsOfRecords(records, known, dictionary, notes);
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const scalars = z.union([
  scalar,
  z.null().transform(() => ''),
  z.array(scalar).transform((texts) => texts.join(',')),
]);

/** What `listenersJson` writes, as far as a plan has columns for it. Null: SLB did not return it. */
const ownExport = z.object({
  complete: z.boolean(),
  listeners: z.array(
    z.object({
      regionId: z.string(),
      loadBalancerId: z.string(),
      listenerPort: z.number(),
      protocol: z.string(),
      status: z.string().optional(),
      backend: z
        .object({ kind: z.string(), backendServerPort: z.number().nullish(), groupId: z.string().optional() })
        .optional(),
      scheduler: z.string().nullish(),
      bandwidthMbps: z.number().nullish(),
      access: z
        .object({
          status: z.string(),
          type: z.string().optional(),
          lists: z.array(z.object({ aclId: z.string() })).optional(),
        })
        .optional(),
      healthCheck: z
        .object({
          status: z.string(),
          type: z.string().nullish(),
          connectPort: z.union([z.number(), z.string()]).nullish(),
          intervalSeconds: z.number().nullish(),
        })
        .nullish(),
      description: z.string().nullish(),
    }),
  ),
});
type OwnExport = z.output<typeof ownExport>;

function rowsOfOwnExport({ complete, listeners }: OwnExport, dictionary: SourceDictionary): SourceResult {
  const records = listeners.map(recordOfOwn);
  const columns = new Set(records.flatMap(Object.keys)) as Set<SourceColumn>;
  const notes: SourceNote[] = complete ? [] : [said('incomplete-export', { count: 1 })];
  return rowsOfRecords(records, columns, dictionary, notes);
}

const startOf: Readonly<Record<string, string>> = { running: 'on', stopped: 'off' };

function recordOfOwn(listener: OwnExport['listeners'][number]): SourceRecord {
  const { backend, access, healthCheck } = listener;
  const isOn = access?.status === 'on';
  const record: { [Column in SourceColumn]?: string | number | null | undefined } = {
    'export.protocol': listener.protocol,
    RegionId: listener.regionId,
    LoadBalancerId: listener.loadBalancerId,
    ListenerPort: listener.listenerPort,
    BackendServerPort: backend?.backendServerPort,
    VServerGroupId: backend?.kind === 'vserver-group' ? backend.groupId : null,
    MasterSlaveServerGroupId: backend?.kind === 'primary-secondary-group' ? backend.groupId : null,
    Bandwidth: listener.bandwidthMbps,
    Description: listener.description,
    Scheduler: listener.scheduler,
    AclStatus: access?.status === 'unknown' ? null : access?.status,
    AclType: isOn ? access.type : null,
    AclId: isOn ? access.lists?.map(({ aclId }) => aclId).join(',') : null,
    HealthCheckSwitch: healthCheck?.status,
    HealthCheckType: healthCheck?.type,
    HealthCheckConnectPort: healthCheck?.connectPort === 'unknown' ? null : healthCheck?.connectPort,
    HealthCheckInterval: healthCheck?.intervalSeconds,
    Start: startOf[listener.status ?? ''],
  };
  return Object.fromEntries(
    Object.entries(record).flatMap(([column, value]) =>
      value === null || value === undefined || value === '' ? [] : [[column, String(value)]],
    ),
  );
}
