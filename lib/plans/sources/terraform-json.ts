import '@/lib/zod-settings';
import * as z from 'zod';
import type { PlanCells } from '../plan-types';
import { failed, otherProtocols, said, succeeded, type SourceResult } from './source-types';
import {
  cellsOfArguments,
  columnsOfArguments,
  isKnownArgument,
  isTcp,
  LISTENER_RESOURCE,
  openExpressions,
  otherSettings,
  textOfValue,
} from './terraform-rows';

/** The rows of what Terraform knows: a plan or a state by `terraform show -json`, or a state file. */

const values = z.record(z.string(), z.unknown());
const resourceSchema = z.object({ address: z.string(), type: z.string(), values });
type Resource = z.output<typeof resourceSchema>;

const moduleSchema = z.object({
  resources: z.array(resourceSchema).default([]),
  get child_modules() {
    return z.array(moduleSchema).default([]);
  },
});
type Module = z.output<typeof moduleSchema>;
const root = z.object({ root_module: moduleSchema });

const planSchema = z.object({
  format_version: z.string(),
  planned_values: root,
  resource_changes: z
    .array(z.object({ address: z.string(), change: z.object({ after_unknown: z.unknown() }) }))
    .default([]),
  configuration: z
    .object({
      provider_config: z
        .record(
          z.string(),
          z.object({
            name: z.string().optional(),
            expressions: z
              .object({ region: z.object({ constant_value: z.string().optional() }).optional() })
              .optional(),
          }),
        )
        .default({}),
    })
    .optional(),
});
const shownState = z.object({ format_version: z.string(), values: root });
const stateFile = z.object({
  version: z.number(),
  terraform_version: z.string(),
  resources: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      instances: z.array(
        z.object({ index_key: z.union([z.string(), z.number()]).optional(), attributes: values.default({}) }),
      ),
    }),
  ),
});

/** Whether a JSON document is one of Terraform's. */
export function isTerraformJson(value: unknown): boolean {
  return [planSchema, shownState, stateFile].some((schema) => schema.safeParse(value).success);
}

/** The rows of such a document. */
export function rowsOfTerraformJson(value: unknown): SourceResult {
  const { resources, unknownOf, regionId } = readDocument(value);
  const listeners = resources.filter(({ type }) => type === LISTENER_RESOURCE);
  const tcp = listeners.filter((resource) => isTcp(resource.values));
  if (tcp.length === 0) return failed('no-listener');
  const open = openExpressions();
  const extra = otherSettings();
  const rows = tcp.map((resource): PlanCells => {
    const texts = Object.fromEntries(
      Object.entries(resource.values).flatMap(([name, each]) =>
        isKnownArgument(name) ? [[name, textOfValue(each) ?? '']] : [],
      ),
    );
    for (const name of unknownOf(resource.address)) {
      const column = columnsOfArguments.get(name);
      if (column === undefined) continue;
      texts[name] = KNOWN_LATER;
      open.add(column, KNOWN_LATER);
    }
    extra.add(texts);
    return cellsOfArguments(texts, regionId);
  });
  const notes = [...open.notes(), ...extra.notes()];
  if (regionId === undefined) notes.push(said('no-region', { count: rows.length }));
  const others = listeners.filter((resource) => !isTcp(resource.values));
  notes.push(
    ...otherProtocols(others.map(({ address, values: { protocol } }) => `${address} (${String(protocol)})`)),
  );
  return succeeded(rows, notes);
}

/** Terraform's own words. As the text of a cell it is invalid, so that nobody plans a default unseen. */
const KNOWN_LATER = '(known after apply)';

type Document = {
  resources: Resource[];
  unknownOf: (address: string) => string[];
  regionId: string | undefined;
};

function readDocument(value: unknown): Document {
  const state = stateFile.safeParse(value);
  if (state.success)
    return {
      resources: state.data.resources.flatMap(({ type, name, instances }) =>
        instances.map(({ attributes, index_key: key }) => ({
          address: `${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`,
          type,
          values: attributes,
        })),
      ),
      unknownOf: () => [],
      regionId: undefined,
    };
  const plan = planSchema.safeParse(value);
  if (!plan.success)
    return {
      resources: resourcesOf(shownState.parse(value).values.root_module),
      unknownOf: () => [],
      regionId: undefined,
    };
  const { planned_values: planned, resource_changes: changes, configuration } = plan.data;
  const unknown = new Map(changes.map(({ address, change }) => [address, change.after_unknown]));
  // One region for all, or the operator says which.
  const regions = Object.entries(configuration?.provider_config ?? {})
    .filter(([key, { name }]) => (name ?? key) === 'alicloud')
    .map(([, { expressions }]) => expressions?.region?.constant_value);
  return {
    resources: resourcesOf(planned.root_module),
    unknownOf: (address) =>
      Object.entries(unknown.get(address) ?? {}).flatMap(([name, isUnknown]) =>
        isUnknown === true ? [name] : [],
      ),
    regionId: regions.every((region) => region === regions[0]) ? regions[0] : undefined,
  };
}

function resourcesOf({ resources, child_modules: children }: Module): Resource[] {
  return [...resources, ...children.flatMap(resourcesOf)];
}
