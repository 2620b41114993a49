import type { ListenerKey } from '@/lib/model/outcome';
import type { IssueKey } from '@/lib/model/schema';
import { settingNames, type SettingName } from '@/lib/model/settings';
import type { SeriousConsequence } from '@/lib/model/edit-consequences';
import type { BlockReason } from '@/lib/model/rules';

/**
 * A plan: listeners to create or change, as a table of texts. A row says what one listener should be; its verdict says
 * what that means for the cloud as the inventory knows it.
 */

/** What the form has no field for cannot be planned. */
const withoutField = ['ConnectionDrain', 'ConnectionDrainTimeout', 'ProxyProtocolV2Enabled'] as const;
type PlannedSetting = Exclude<SettingName, (typeof withoutField)[number]>;

/** The columns in order, by the names of Set; `Start` is `on` for a listener to start once it is created. */
export const planColumns = [
  'RegionId',
  'LoadBalancerId',
  'ListenerPort',
  'BackendServerPort',
  ...settingNames.filter((name): name is PlannedSetting => !withoutField.some((other) => other === name)),
  'Start',
] as const;
export type PlanColumn = (typeof planColumns)[number];

/**
 * A row's texts as typed. A blank cell is absent: it stands for the service's default in a creation, and for "as it is"
 * on a listener that exists.
 */
export type PlanCells = { readonly [Column in PlanColumn]?: string };

/** `id` is stable for the life of the plan; the order of the rows is that of the array. */
export type PlanRow = { readonly id: number; readonly cells: PlanCells };

/** What to do about a listener that exists and differs. */
export const planModes = ['skip', 'update', 'fail'] as const;
export type PlanMode = (typeof planModes)[number];

/** A setting of an existing listener that differs from what a row says. */
export type PlanDifference = { column: PlanColumn; planned: string; found: string | null };

/**
 * Why a row cannot be executed. Messages are under `plans.block`; each says what is wrong and what would help.
 * `unknown-instance`: the inventory has no such instance. `not-read`: its region has not been read, so nothing is known.
 */
export type PlanBlock =
  | { reason: 'duplicate'; rowId: number }
  /** Used by a listener of another protocol. */
  | { reason: 'port-taken'; listener: ListenerKey; protocol: string }
  /** Of the `wanted` new listeners of its instance, only the first `fitting` have room. */
  | { reason: 'quota'; limit: number; existing: number; wanted: number; fitting: number }
  | { reason: 'bandwidth'; leftMbps: number; wantedMbps: number }
  | { reason: 'group-of-other-instance'; groupId: string; loadBalancerId: string }
  | { reason: 'unknown-group'; groupId: string }
  | { reason: 'unknown-list'; aclId: string }
  | { reason: 'list-ip-version'; aclId: string; ipVersion: string }
  | { reason: 'unknown-region' }
  | { reason: 'unknown-instance' }
  | { reason: 'not-read' }
  /** It differs, and the plan is to fail on what exists. */
  | { reason: 'exists'; differences: readonly PlanDifference[] }
  /** A backend port, or a setting that cannot be cleared, cannot be changed on a listener that exists. */
  | { reason: 'cannot-change'; column: PlanColumn; found: string | null }
  /** The outcome of an earlier write on this listener is unknown. */
  | { reason: 'unsettled-write' }
  /** The rules of every write: protections, locks, permissions, states. */
  | { reason: 'rule'; blockReason: BlockReason; words: string | null };

/**
 * What is worth knowing about a row that is sent. Messages are under `plans.note`. `group-not-read`, `list-not-read`,
 * `bandwidth-not-read`, `listeners-not-read`: the inventory does not know whether the group or list exists, how much
 * bandwidth is left, or all listeners of the instance, and SLB decides. `unlimited`: SLB may reject unlimited bandwidth on an instance billed by bandwidth. `owned`: the listener,
 * or its instance, is managed by a tool that may undo the change.
 */
export const planNotes = [
  'group-not-read',
  'list-not-read',
  'bandwidth-not-read',
  'listeners-not-read',
  'unlimited',
  'owned',
] as const;
export type PlanNote = (typeof planNotes)[number];

/** Of a row that is sent; absent where there are none. `consequences` must be confirmed. */
export type PlanRemarks = {
  notes?: readonly PlanNote[];
  consequences?: readonly SeriousConsequence[];
};

/** What a row means before anything is sent. */
export type PlanVerdict =
  | ({ kind: 'create' } & PlanRemarks)
  | { kind: 'equal' }
  | ({ kind: 'update'; differences: readonly PlanDifference[] } & PlanRemarks)
  /** It exists and differs, and the plan leaves what exists alone. */
  | { kind: 'skip'; differences: readonly PlanDifference[] }
  | { kind: 'invalid'; issues: readonly { column: PlanColumn; issue: IssueKey }[] }
  | { kind: 'blocked'; block: PlanBlock };

export type PlanVerdictKind = PlanVerdict['kind'];

/** What carrying out a plan takes, at the rate the service is known to allow. */
export type PlanEstimate = {
  calls: number;
  seconds: number;
  /** The time is that of the sandbox. */
  isSandbox: boolean;
  /** Only instances that a row changes. Null: it has no fixed bandwidth (or it is unknown). */
  instances: readonly {
    regionId: string;
    loadBalancerId: string;
    name: string;
    listenersBefore: number;
    listenersAfter: number;
    bandwidthMbps: number | null;
    usedMbpsBefore: number;
    usedMbpsAfter: number;
  }[];
};

/** At most this many rows in a plan. */
export const PLAN_ROWS_MAX = 10_000;

/** A plan as stored. `version` counts its changes: who saves names the version that was seen. */
export type Plan = {
  readonly id: number;
  readonly name: string;
  readonly mode: PlanMode;
  readonly rows: readonly PlanRow[];
  readonly version: number;
  /** Everybody who may sign in sees and edits it; otherwise only its owner. */
  readonly isShared: boolean;
  readonly ownerId: string;
  readonly ownerName: string;
  /** ISO 8601 in UTC. */
  readonly changedAt: string;
  /** Who changed it last. */
  readonly changedBy: string;
  /** The run that carried it out, if any did: the newest. */
  readonly runId: number | null;
};

/** A plan in the list of plans. */
export type PlanSummary = Omit<Plan, 'rows'> & { readonly rowCount: number };

export const PLAN_NAME_MAX = 80;
/** At most this many plans of one person. */
export const PLANS_MAX = 100;

/** Why a plan is not kept, or not changed. Messages are under `plans.problem`. */
export type PlanProblem = {
  ok: false;
  problem:
    | 'gone'
    /** No page sends it. */
    | 'invalid'
    /** Only its owner or an admin may. */
    | 'not-owner'
    /** Whoever it is may not change plans, or not start them. */
    | 'not-permitted'
    | 'name-missing'
    | 'name-long'
    | 'too-many-rows'
    | 'too-many-plans'
    | 'no-credentials'
    | 'not-stored';
};

/** Somebody else changed it since the version that was seen. */
export type PlanConflict = {
  ok: false;
  problem: 'conflict';
  version: number;
  changedBy: string;
  changedAt: string;
};

/** The result of a change to a plan: the version it has now. */
export type PlanOutcome = { ok: true; version: number } | PlanProblem | PlanConflict;

/**
 * What was shown of a plan when it was started: the rows that are sent, by what is done, and which consequences were
 * confirmed. Nothing else is sent.
 */
export type ConfirmedPlan = {
  version: number;
  create: readonly number[];
  update: readonly number[];
  acknowledged: readonly SeriousConsequence[];
};

/**
 * The result of starting a plan: its run, or why there is none. Messages are under `plans.problem`. `changed`: other rows
 * would be sent by now than were shown. `exists`: a row exists and differs, and the plan is to fail on those.
 */
export type PlanStart =
  | { ok: true; runId: number }
  | PlanProblem
  | PlanConflict
  | { ok: false; problem: 'nothing' | 'changed' | 'exists' | 'unconfirmed' | 'running' };

/** One change to a plan, as the grid makes and undoes it. */
export type PlanEdit =
  /** Replaces the cells of these rows whole. */
  | { kind: 'set'; rows: readonly PlanRow[] }
  /** Inserts rows, with ids that are new, after a row; null: at the beginning. */
  | { kind: 'insert'; afterRowId: number | null; rows: readonly PlanRow[] }
  | { kind: 'delete'; rowIds: readonly number[] };

/** What is known about a plan's rows, from the inventory alone. */
export type PlanReview = {
  readonly verdicts: ReadonlyMap<number, PlanVerdict>;
  readonly estimate: PlanEstimate;
  /** When the oldest part of the inventory that it is based on was read (epoch ms); null if a region never was. */
  readonly readAtMillis: number | null;
};

/** An instance that rows may be planned on. */
export type PlanInstance = {
  readonly regionId: string;
  readonly loadBalancerId: string;
  readonly name: string;
  /** Of any protocol. */
  readonly listenerCount: number;
};
