import { describe, expect, it } from 'vitest';
import { blankFormValues, fieldPaths, type FieldPath, type ListenerFormValues } from '@/lib/model/draft';
import { formValuesOf, settingsIn } from '@/lib/listeners/edit/edit-values';
import { setParametersSchema } from '@/lib/model/set-schema';
import { isSettingName, settingFields, settingNames, settingsOf } from '@/lib/model/settings';
import { read } from '@/lib/listeners/testing/any-listener';
import { toCreateParameters } from '@/lib/listeners/wire/parameters';

/**
 * A setting passes through many files (CONTRIBUTING.md, "Add a setting of a listener"). What the types do not find when one of
 * them is forgotten is found here.
 */

/** Choices that no parameter of Create states by itself: they decide which others are sent, or what is called afterwards. */
const withoutParameter: readonly FieldPath[] = [
  'backend.kind',
  'persistence.status',
  // Create has no switch for health checks: they are always on (slb-api.md 3.7).
  'healthCheck.status',
  'acl.emptyAcknowledged',
  'startAfterCreate',
];

/** What names the listener, and the one setting that SLB cannot change: no settings of Set. */
const notSettable = ['RegionId', 'LoadBalancerId', 'ListenerPort', 'BackendServerPort'];

/** Forms that together send every parameter of Create. */
const filledForms: ListenerFormValues[] = (['port', 'vserver-group', 'primary-secondary-group'] as const).map(
  (kind) => ({
    ...everyTextFilled(blankFormValues()),
    bandwidth: { kind: kind === 'port' ? 'unlimited' : 'limited', mbps: '10' },
    backend: {
      kind,
      backendServerPort: '80',
      vServerGroupId: 'rsp-1',
      primarySecondaryServerGroupId: 'rsp-2',
    },
    scheduler: 'wlc',
    healthCheck: { ...everyTextFilled(blankFormValues().healthCheck), status: 'on', type: 'http' },
    acl: { status: 'on', type: 'white', aclId: 'acl-1', emptyAcknowledged: false },
    persistence: { status: 'on', timeoutSeconds: '60' },
  }),
);

/** The same with "5" in each text that is blank, so that a new field is filled too. */
function everyTextFilled<Values extends object>(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === '' ? '5' : value]),
  ) as Values;
}

function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

const created = filledForms.flatMap((values) => toCreateParameters(values));

describe('every field of the form', () => {
  it('can be pointed at by an error, a parameter and a link', () => {
    expect(leavesOf(blankFormValues()).toSorted()).toEqual([...fieldPaths].toSorted());
  });

  it('decides a parameter of Create, unless it is a choice between others', () => {
    const deciding = new Set(created.map(({ path }) => path));
    expect(fieldPaths.filter((path) => !deciding.has(path))).toEqual(withoutParameter);
  });
});

describe('every parameter of Create', () => {
  it('is a setting that can be compared, reviewed and restored', () => {
    const names = [...new Set(created.map(({ name }) => name))].map((name) =>
      // The reference's own spelling on Create alone (slb-api.md D4).
      name === 'healthCheckInterval' ? 'HealthCheckInterval' : name,
    );
    expect(names.filter((name) => !isSettingName(name))).toEqual(notSettable);
  });
});

describe('every setting', () => {
  it('is a parameter that Set accepts', () => {
    expect(settingNames.filter((name) => !(name in setParametersSchema.shape))).toEqual([]);
  });

  it('is read from the answer of SLB', () => {
    const everything = read({
      description: 'web',
      vServerGroupId: 'rsp-1',
      primarySecondaryServerGroupId: 'rsp-2',
      healthCheckDomain: 'example.com',
      healthCheckConnectPort: 80,
      aclStatus: 'on',
      aclType: 'white',
      aclIds: ['acl-1'],
      connectionDrain: 'on',
      connectionDrainTimeoutSeconds: 10,
      proxyProtocolV2Enabled: true,
    });
    expect(Object.keys(settingsOf(everything)).toSorted()).toEqual([...settingNames].toSorted());
  });

  it('that has a field is written from the form, and shown in it', () => {
    const withField = settingNames.filter((name) => settingFields[name] !== null);
    expect(Object.keys(settingsIn(blankFormValues(), {})).toSorted()).toEqual(withField.toSorted());

    const texts = withField.filter(
      (name) => typeof valueAt(blankFormValues(), settingFields[name]) === 'string',
    );
    const returned = Object.fromEntries(texts.map((name) => [name, SAMPLES[name] ?? '7']));
    const key = { regionId: 'cn-hangzhou', loadBalancerId: 'lb-1', listenerPort: 80 };
    const shown = formValuesOf(key, 80, returned);
    expect(Object.fromEntries(texts.map((name) => [name, valueAt(shown, settingFields[name])]))).toEqual(
      returned,
    );
  });
});

/** Enum settings, each with a value other than a blank form's. */
const SAMPLES: Readonly<Record<string, string>> = {
  Scheduler: 'wlc',
  HealthCheckSwitch: 'off',
  HealthCheckType: 'http',
  AclStatus: 'on',
  AclType: 'black',
};

function valueAt(values: ListenerFormValues, path: FieldPath | null): unknown {
  let value: unknown = values;
  for (const name of path?.split('.') ?? [])
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return value;
}
