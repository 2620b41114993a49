import type { Answer, Field, Fields } from '../answer';

/** How an answer is made odd, as the service and its likes have been seen to answer. A test holds docs/sandbox.md to these. */
export const ODD_VARIANTS = [
  'tag-without-key',
  'bandwidth-text',
  'description-object',
  'missing-port',
  'missing-id',
  'missing-address',
  'missing-protection',
  'odd-protection',
  'odd-access-control',
  'shape-of-2018',
  'bare-list',
  'other-wrapper',
  'single-row',
  'no-list',
] as const;
export type OddVariant = (typeof ODD_VARIANTS)[number];

type Rows = readonly Fields[];

/**
 * The answer with one row made odd (`row` counts from 0, and around), or all its lists in another shape. An answer without a list is a row itself.
 */
export function oddAnswer(answer: Answer, variant: OddVariant, row: number): Answer {
  if (!answer.ok) return answer;
  const { fields } = answer;
  const isList = Object.values(fields).some((value) => rowsIn(value) !== null);
  const odd = isList
    ? Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, oddList(value, variant, row)]))
    : variant === 'shape-of-2018'
      ? asOf2018(fields)
      : { ...fields, ...oddFields(fields, variant) };
  return { ok: true, fields: odd };
}

/** The rows of a list of objects, in its wrapper or bare; null for anything else. */
function rowsIn(value: Field): Rows | null {
  if (isArray(value)) return value.every(isFields) && value.length > 0 ? value : null;
  if (!isFields(value)) return null;
  const [only, ...others] = Object.values(value);
  return others.length === 0 && isArray(only) ? rowsIn(only) : null;
}

function oddList(value: Field, variant: OddVariant, row: number): Field {
  const rows = rowsIn(value);
  if (rows === null) return value;
  switch (variant) {
    case 'bare-list':
      return rows;
    case 'other-wrapper':
      return { Item: rows };
    case 'single-row':
      return { Item: rows[row % rows.length] };
    case 'no-list':
      return 'unavailable';
    case 'shape-of-2018':
      return likeBefore(value, rows.map(asOf2018));
    default:
      return likeBefore(
        value,
        rows.map((each, at) => (at === row % rows.length ? { ...each, ...oddFields(each, variant) } : each)),
      );
  }
}

function likeBefore(value: Field, rows: Rows): Field {
  const [wrapper] = isFields(value) ? Object.keys(value) : [];
  return wrapper === undefined ? rows : { [wrapper]: rows };
}

const IDS = ['ServerId', 'AclId', 'VServerGroupId', 'MasterSlaveServerGroupId', 'LoadBalancerId', 'RegionId'];

/** The fields of one row that are other than they were; undefined leaves one out. */
function oddFields(row: Fields, variant: OddVariant): Fields {
  switch (variant) {
    case 'tag-without-key':
      return { Tags: [{ TagValue: 'without a key' }] };
    case 'bandwidth-text':
      return { Bandwidth: 'unlimited' };
    case 'description-object':
      return { Description: { Text: 'an object' } };
    case 'missing-port':
      return { ListenerPort: undefined };
    case 'missing-id': {
      const id = IDS.find((name) => row[name] !== undefined);
      return id === undefined ? {} : { [id]: undefined };
    }
    case 'missing-address':
      return { AclEntryIP: undefined, ServerIp: undefined, Address: undefined };
    case 'missing-protection':
      return {
        DeleteProtection: undefined,
        ModificationProtectionStatus: undefined,
        ModificationProtectionReason: undefined,
      };
    case 'odd-protection':
      return { DeleteProtection: 'perhaps', ModificationProtectionStatus: 7 };
    case 'odd-access-control':
      return { AclStatus: 'perhaps' };
    default:
      return {};
  }
}

const NEWER = [
  'AclStatus',
  'AclType',
  'AclId',
  'AclIds',
  'EstablishedTimeout',
  'Tags',
  'ConnectionDrain',
  'ConnectionDrainTimeout',
  'ProxyProtocolV2Enabled',
  'DeleteProtection',
  'ModificationProtectionStatus',
  'ModificationProtectionReason',
  'AddressIPVersion',
  'BusinessStatus',
];

/** Without what came later, and with every number and boolean as a text. */
function asOf2018(row: Fields): Fields {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !NEWER.includes(name))
      .map(([name, value]): [string, Field] => [
        name,
        typeof value === 'number' || typeof value === 'boolean'
          ? String(value)
          : isFields(value)
            ? asOf2018(value)
            : value,
      ]),
  );
}

/**
 * The whole list in one answer, whatever page is requested, and without a count: a service that does not page. `handle`
 * answers the call with these parameters.
 */
export function unpagedAnswer(
  handle: (parameters: ReadonlyMap<string, string>) => Answer,
  parameters: ReadonlyMap<string, string>,
): Answer {
  const whole = new Map<string, Field[]>();
  const requested = new Map([...parameters].filter(([name]) => !PAGING.includes(name)));
  const sized = new Map(
    [...requested].concat(
      parameters.has('MaxResults') ? [['MaxResults', '100']] : [['PageSize', String(PAGE_SIZE)]],
    ),
  );
  let token: string | undefined;
  for (let page = 1; ; page += 1) {
    const place: [string, string][] = parameters.has('MaxResults')
      ? token === undefined
        ? []
        : [['NextToken', token]]
      : [
          ['PageNumber', String(page)],
          ['Page', String(page)],
        ];
    const answer = handle(new Map([...sized, ...place]));
    if (!answer.ok) return answer;
    let found = 0;
    for (const [name, value] of Object.entries(answer.fields)) {
      const rows = rowsIn(value) ?? [];
      found += rows.length;
      whole.set(name, [...(whole.get(name) ?? []), ...rows]);
    }
    token = typeof answer.fields['NextToken'] === 'string' ? answer.fields['NextToken'] : undefined;
    const isLast = parameters.has('MaxResults') ? !token : found < PAGE_SIZE;
    if (!isLast) continue;
    return {
      ok: true,
      fields: Object.fromEntries(
        Object.entries(answer.fields)
          .filter(([name]) => !COUNTS.includes(name))
          .map(([name, value]): [string, Field] => [
            name,
            isFields(value) || isArray(value)
              ? likeBefore(value, (whole.get(name) ?? []).filter(isFields))
              : value,
          ]),
      ),
    };
  }
}

/** The last page of a list may be shorter. */
const PAGE_SIZE = 50;
const PAGING = ['PageNumber', 'Page', 'PageSize', 'MaxResults', 'NextToken'];
const COUNTS = ['TotalCount', 'TotalAclEntry', 'Count', 'PageNumber', 'PageSize', 'MaxResults', 'NextToken'];

function isArray(value: Field): value is readonly Field[] {
  return Array.isArray(value);
}

function isFields(value: Field): value is Fields {
  return typeof value === 'object' && !isArray(value);
}
