import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { filterTerm } from '@/components/listeners/filter/filter-term';
import { parseActivityQuery } from '@/lib/activity/query';
import { healthCheckTimes } from '@/lib/model/advice';
import { createListener } from '@/lib/listeners/commands/create-listener';
import { fieldPaths, type FieldPath, type ListenerFormValues } from '@/lib/model/draft';
import { settingsRequested, settingsIn } from '@/lib/listeners/edit/edit-values';
import { parseFilter } from '@/lib/listeners/list/filter/parse';
import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { listenerKeyOf } from '@/lib/listeners/detail/page-address';
import { listenerSchema } from '@/lib/model/schema';
import { setParametersSchema } from '@/lib/model/set-schema';
import { settingNames, settingFields } from '@/lib/model/settings';
import { actor, edge, example } from '@/lib/listeners/testing/example';
import { toCreateParameters } from '@/lib/listeners/wire/parameters';
import { validateChange, changeFields } from '@/lib/runs/changes';
import { describeListeners } from '@/lib/slb/operations/listeners';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { trimTyped } from '@/lib/text/typed-text';
import { assumptions } from './assumed';
import { resolveEdit, resolveListener } from './resolver';
import { sectionOf, sectionState } from './sections';

/**
 * Whatever is typed in a field: the preview, the service, the wire, and everything else that parses it agree on one
 * value, or all reject it.
 */

/** Every branch that has a text to type is open. */
function filled(): ListenerFormValues {
  const base = example();
  return {
    ...base,
    bandwidth: { kind: 'limited', mbps: '10' },
    backend: { ...base.backend, kind: 'port', backendServerPort: '80' },
    persistence: { status: 'on', timeoutSeconds: '60' },
    establishedTimeoutSeconds: '500',
    description: 'web',
    healthCheck: {
      status: 'on',
      type: 'http',
      connectPort: '80',
      connectTimeoutSeconds: '5',
      intervalSeconds: '2',
      healthyThreshold: '3',
      unhealthyThreshold: '4',
      domain: 'example.com',
      uri: '/healthz',
      httpCodes: ['http_2xx'],
    },
    acl: { status: 'on', type: 'white', aclId: 'acl-1', emptyAcknowledged: true },
  };
}

function withTyped(path: FieldPath, typed: string, base = filled()): ListenerFormValues {
  const values: ListenerFormValues = structuredClone(base);
  if (path === 'backend.vServerGroupId') values.backend.kind = 'vserver-group';
  if (path === 'backend.primarySecondaryServerGroupId') values.backend.kind = 'primary-secondary-group';
  const [first = '', second] = path.split('.');
  const at: Record<string, unknown> = values;
  if (second === undefined) at[first] = typed;
  else (at[first] as Record<string, unknown>)[second] = typed;
  return values;
}

/** The fields in which something is typed. */
const typedPaths = fieldPaths.filter(
  (path) => !/(?:kind|status|type|httpCodes|Acknowledged|startAfterCreate|scheduler)$/.test(path),
);

const marks = ['', '\u200B', '\u202A', '\uFEFF', '\u2060', ' ', '\t', '\u3000', '\u00A0'];
const digits = '0123456789０１２３４５６７８９';
/** Digits as they are typed and pasted, with what gets in between. */
const numberLike = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...digits) },
      { weight: 2, arbitrary: fc.constantFrom(...marks) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('+', '-', '.', ',', 'e', 'x', '。', '．', '/', '：', '²', '½'),
      },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const known = fc.constantFrom(
  '0443',
  '1e3',
  '+5',
  '５０',
  '1,000',
  '1 000',
  '0x50',
  '4.0',
  '-1',
  '0',
  '\u202A443\u202C',
);
const idLike = fc
  .array(fc.constantFrom('lb', '-', 'ｌｂ', '1', '２', '_', ' ', ...marks, ',', '/', '中'), { maxLength: 6 })
  .map((parts) => parts.join(''));
const address = fc
  .tuple(
    fc.constantFrom('10', '１０'),
    fc.constantFrom('.', '。', '．', '｡'),
    fc.constantFrom('example', '0.0.1'),
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(numberLike, known, idLike, address, fc.string({ unit: 'binary', maxLength: 6 }));

/** What is sent for a field; undefined where nothing is. */
function sentFor(path: FieldPath, values: Parameters<typeof toCreateParameters>[0]): string | undefined {
  return toCreateParameters(values).find((parameter) => parameter.path === path)?.value;
}

function issuesAt(path: FieldPath, values: ListenerFormValues): string[] {
  const issues = listenerSchema.safeParse(values).error?.issues ?? [];
  return issues.filter((issue) => issue.path.join('.') === path).map(({ message }) => message);
}

describe('any text in any field', () => {
  it('is sent as previewed, or rejected', () => {
    fc.assert(
      fc.property(fc.constantFrom(...typedPaths), anyText, (path, typed) => {
        const values = withTyped(path, typed);
        const { success, data } = listenerSchema.safeParse(values);
        // The other fields are valid, so this one is what gets rejected.
        expect(issuesAt(path, values).length === 0).toBe(success);
        expect(Object.keys(resolveListener(values, undefined).errors).length === 0).toBe(success);
        expect(toCreateParameters(success ? data : values)).toEqual(toCreateParameters(values));
      }),
      { numRuns: 300 },
    );
  });

  it('is what an edit and a change of many would write, and their schema takes it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...typedPaths), anyText, (path, typed) => {
        const name = settingNames.find((candidate) => settingFields[candidate] === path);
        fc.pre(name !== undefined);
        const values = withTyped(path, typed);
        const set = settingsIn(values, {})[name];
        expect(set).toBe(sentFor(path, values));
        const isTaken = set !== undefined && issuesAt(path, values).length === 0;
        const field = changeFields.find((candidate) => candidate === name);
        expect(field === undefined ? isTaken : validateChange(field, values).ok).toBe(isTaken);
        fc.pre(isTaken);
        expect(setParametersSchema.parse({ [name]: set })).toEqual({ [name]: set });
        expect(setParametersSchema.parse({ [name]: typed })).toEqual({ [name]: set });
        // Written in another way it is no change.
        const before = withTyped(path, set);
        const opened = { settings: settingsIn(before, {}), values: before };
        expect(settingsRequested(opened, values)).toEqual(opened.settings);
        expect(resolveEdit(values, opened).errors).toEqual({});
      }),
      { numRuns: 300 },
    );
  });

  it('is blank for everybody or for nobody', () => {
    const marksAlone = fc.constantFrom(...marks);
    fc.assert(
      fc.property(fc.constantFrom(...typedPaths), fc.oneof(anyText, marksAlone), (path, typed) => {
        const values = withTyped(path, typed);
        const isBlank = sentFor(path, values) === undefined;
        const section = sectionOf(path);
        const state = section && sectionState(section, { values, erroneous: [], needsTick: false }).state;
        const sent = toCreateParameters(values).map(({ name }) => name);
        const assumed = assumptions(values).map(({ name }) => name);
        expect(assumed.filter((name) => sent.includes(name))).toEqual([]);
        // A blank is missing where something must be, and nothing else is.
        expect(state === 'open').toBe(isBlank && issuesAt(path, values).includes('required'));
      }),
      { numRuns: 150 },
    );
  });
});

describe('any number that is typed', () => {
  it('is the same port for the form, a link, the filter, the activity and the question before a deletion', () => {
    const inFilter = (typed: string): string | null => filterTerm('port', 'is', [typed]);
    fc.assert(
      fc.property(fc.oneof(numberLike, known), (typed) => {
        const values = withTyped('listenerPort', typed);
        // As the question before a deletion reads it.
        const port = integerIn(typed, limits.listenerPort);
        expect(listenerSchema.safeParse(values).data?.listenerPort ?? null).toBe(port);
        const link = listenerKeyOf({ ...edge, listenerPort: encodeURIComponent(typed) });
        expect(link?.listenerPort ?? null).toBe(port);
        fc.pre(port !== null);
        expect(sentFor('listenerPort', values)).toBe(String(port));
        expect(parseActivityQuery({ port: typed }).filter.listenerPort).toBe(port);
        expect(inFilter(typed)).toBe(`port:${port}`);
        expect(parseFilter(`port:${trimTyped(typed)}`)).toEqual(parseFilter(`port:${port}`));
      }),
      { numRuns: 200 },
    );
  });

  it('has a health check estimate if it is sent, and none if it is rejected', () => {
    const timing = [
      'connectTimeoutSeconds',
      'intervalSeconds',
      'healthyThreshold',
      'unhealthyThreshold',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...timing), fc.oneof(numberLike, known), (field, typed) => {
        const values = withTyped(`healthCheck.${field}`, typed);
        const parsed = listenerSchema.safeParse(values);
        expect(healthCheckTimes(values.healthCheck)).toEqual(
          parsed.success ? healthCheckTimes(parsed.data.healthCheck) : undefined,
        );
      }),
    );
  });
});

describe('the service', () => {
  const sandbox = sandboxWorld();
  beforeEach(() => connectTo(sandbox.port));

  it('creates the previewed listener, and nothing that is rejected', async () => {
    const ports = async () => {
      const read = await describeListeners(edge);
      if (!read.ok) throw new Error(read.error.code);
      return read.value.map(({ listenerPort }) => listenerPort);
    };
    const before = await ports();
    for (const listenerPort of ['1e3', '+5', '1,000', '1 000', '0x50', '4.0', '-1', '65536'])
      expect(await createListener(example({ listenerPort }), actor)).toMatchObject({
        ok: false,
        error: { code: 'Sluice.InvalidInput' },
      });
    expect(await ports()).toEqual(before);
    for (const [typed, port] of [
      ['0081', 81],
      ['８２', 82],
      ['\u202A8\u200B3\uFEFF', 83],
    ] as const) {
      const values = example({ listenerPort: typed, loadBalancerId: `\u200B${edge.loadBalancerId} ` });
      expect(await createListener(values, actor)).toMatchObject({
        ok: true,
        differences: [],
        listener: { ...edge, listenerPort: port },
      });
      expect(toCreateParameters(values)).toContainEqual(
        expect.objectContaining({ name: 'ListenerPort', value: String(port) }),
      );
    }
    expect((await ports()).filter((port) => !before.includes(port))).toEqual([81, 82, 83]);
  });
});
