import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changePerson } from '@/lib/auth/administer';
import { createLink, listInvitations } from '@/lib/auth/one-time-links';
import { listSessions } from '@/lib/auth/session';
import { signIn } from '@/lib/auth/sign-in';
import { forgetEngine } from '@/lib/auth/engine';
import { addPerson, browserAfter, PASSWORD } from '@/lib/auth/testing/people-world';
import { database } from '@/lib/db/database';
import { edge, example, ssh } from '@/lib/listeners/testing/example';
import { endHealthSweep } from '@/lib/inventory/health-sweep';
import { settled } from '@/lib/inventory/testing/world';
import { actorOf, noLimits, type Person } from '@/lib/model/actor';
import type { ListenerKey } from '@/lib/model/outcome';
import { executeRuns } from '@/lib/runs/executor';
import { rowOf } from '@/lib/runs/testing/runs-world';
import { writeRun } from '@/lib/runs/write-run';
import { connectTo } from '@/lib/slb/testing/connection';
import { sandboxWorld } from '@/lib/slb/testing/sandbox-world';
import { setHeaders } from '@/lib/testing/next-headers';
import * as account from './account/actions';
import * as listeners from './listeners/actions';
import * as plans from './listeners/plan/actions';
import * as planSources from './listeners/plan/source-actions';
import * as views from './listeners/view-actions';
import * as runs from './runs/actions';
import * as people from './settings/people/actions';

/** Every action and route, called directly by everybody there is. */

const sandbox = sandboxWorld({ folderPer: 'test' });

beforeEach(() => {
  vi.stubEnv('SLUICE_URL', 'https://sluice.example');
  connectTo(sandbox.port);
  forgetEngine();
});
afterEach(async () => {
  await executeRuns();
  // What a route began to read is written before the database goes.
  await settled();
  await endHealthSweep();
  setHeaders(new Headers());
  forgetEngine();
});

const kinds = ['nobody', 'disabled', 'viewer', 'limited', 'operator', 'admin'] as const;
type Kind = (typeof kinds)[number];
type Verdict = 'out' | 'refused' | 'done';

/** Who started the runs that others retry or cancel: an admin, so that they can go on. */
let root: Person;

/** Signs in as somebody of this kind, on whose behalf the calls that follow are. */
async function become(kind: Kind): Promise<Headers> {
  root = await addPerson('root@example.com', 'admin');
  const browser = new Headers();
  if (kind !== 'nobody') {
    const role = kind === 'limited' || kind === 'disabled' ? 'operator' : kind;
    const { id, email } = await addPerson('ada@example.com', role);
    const signedIn = browserAfter(await signIn({ email, password: PASSWORD }, new Headers()));
    browser.set('cookie', signedIn.get('cookie') ?? '');
    if (kind === 'limited') await changePerson(id, { limits: { ...noLimits, instances: ['lb-elsewhere'] } });
    if (kind === 'disabled') await changePerson(id, { isDisabled: true });
  }
  browser.set('host', 'sluice.example');
  browser.set('origin', 'https://sluice.example');
  setHeaders(browser);
  expect(root.role).toBe('admin');
  return browser;
}

async function verdictOf(call: () => Promise<unknown>): Promise<Verdict> {
  try {
    const answer = JSON.stringify((await call()) ?? null);
    const isRejected =
      /Sluice\.NotPermitted|^\{"done":false[,}]|"reason":"(?:nothing|invalid)"|"problem":"not-permitted"/.test(
        answer,
      );
    return isRejected ? 'refused' : 'done';
  } catch (error) {
    const words = String(error);
    if (words.includes('Nobody is signed in.')) return 'out';
    if (words.includes('Only admins can do this.')) return 'refused';
    throw error;
  }
}

function form(values: Record<string, string>): FormData {
  const filled = new FormData();
  for (const [name, value] of Object.entries(values)) filled.set(name, value);
  return filled;
}

const grant = { role: 'viewer', accounts: '', regions: '', instances: '' };
const { regionId, loadBalancerId } = edge;
const touched = [{ regionId, loadBalancerId, ports: [22], onlyIfStopped: [], despiteUnsettled: [] }];
const beforeState = { problem: null, done: false, link: null } as const;
const accountState = { problem: null, weakness: null, seconds: 0, done: false } as const;

const planned = { name: 'Rows', rows: [{ ListenerPort: '80' }], spread: null };

/** A run of an admin with one row in this state. */
async function runWith(
  state: 'waiting' | 'failed' | 'unknown' | 'unsettled' | 'cancelled',
  listener: ListenerKey = ssh,
): Promise<number> {
  const runId = await writeRun({
    kind: 'stop',
    rows: [rowOf(listener)],
    actor: actorOf(root, { from: null, sessionId: 'of-root' }),
  });
  const open = await database();
  await open.updateTable('run_rows').set({ state }).where('run_id', '=', runId).execute();
  const ended = state === 'waiting' ? null : new Date().toISOString();
  await open.updateTable('runs').set({ ended_at: ended }).where('id', '=', runId).execute();
  return runId;
}

async function pausedRun() {
  const runId = await runWith('waiting');
  const open = await database();
  const paused = { paused_at: new Date().toISOString() };
  await open.updateTable('runs').set(paused).where('id', '=', runId).execute();
  return runId;
}

type Expected = readonly [
  nobody: Verdict,
  disabled: Verdict,
  viewer: Verdict,
  limited: Verdict,
  operator: Verdict,
  admin: Verdict,
];
const forWriters: Expected = ['out', 'out', 'refused', 'refused', 'done', 'done'];
const forOperators: Expected = ['out', 'out', 'refused', 'done', 'done', 'done'];
const forAdmins: Expected = ['out', 'out', 'refused', 'refused', 'refused', 'done'];
const forAll: Expected = ['out', 'out', 'done', 'done', 'done', 'done'];

/** In an order in which each finds what it needs. */
const table: readonly [name: string, call: () => Promise<unknown>, expected: Expected][] = [
  ['cancelRun', async () => runs.cancelRun(await runWith('waiting')), forOperators],
  ['pauseRun', async () => runs.pauseRun(await runWith('waiting')), forOperators],
  ['resumeRun', async () => runs.resumeRun(await pausedRun()), forWriters],
  ['retryFailed', async () => runs.retryFailed(await runWith('failed')), forWriters],
  ['recheckUnknown', async () => runs.recheckUnknown(await runWith('unknown')), forWriters],
  ['followUnsettled', async () => runs.followUnsettled(await runWith('unsettled')), forWriters],
  ['createListener', () => listeners.createListener(example()), forWriters],
  ['startListener', () => listeners.startListener({ ...edge, listenerPort: 9443 }), forWriters],
  ['stopListener', () => listeners.stopListener({ ...edge, listenerPort: 9443 }), forWriters],
  [
    'updateListener',
    () => listeners.updateListener({ listener: ssh, set: { Scheduler: 'wlc' }, expected: null }, null),
    forWriters,
  ],
  ['deleteListener', () => listeners.deleteListener({ ...edge, listenerPort: 80 }), forWriters],
  ['deleteShownListener', () => listeners.deleteShownListener({ ...edge, listenerPort: 80 }), forWriters],
  [
    'startRun',
    () => runs.startRun({ kind: 'stop', confirmed: { touched, skipped: [] }, settings: null }),
    forWriters,
  ],
  [
    'startFollowUp',
    async () => {
      const listener = { ...edge, listenerPort: 443 };
      const group = { regionId, loadBalancerId, ports: [443], onlyIfStopped: [], despiteUnsettled: [] };
      return runs.startFollowUp({
        runId: await runWith('cancelled', listener),
        how: 'cancelled',
        confirmed: { touched: [group], skipped: [] },
        acknowledged: [],
      });
    },
    forWriters,
  ],
  ['createPlanFromRows', () => planSources.createPlanFromRows(planned), forOperators],
  [
    'createPlanFromInstance',
    () => planSources.createPlanFromInstance({ name: 'Copy', source: edge, targets: [edge] }),
    forOperators,
  ],
  [
    'createPlanFromSelection',
    () => planSources.createPlanFromSelection({ name: 'Selection', selected: [{ ...edge, ports: [22] }] }),
    forOperators,
  ],
  ['editListenerPlan', () => plans.editListenerPlan(1, 1, []), forOperators],
  ['setListenerPlanMode', () => plans.setListenerPlanMode(1, 2, 'update'), forOperators],
  ['renameListenerPlan', () => plans.renameListenerPlan(1, 'ours'), forOperators],
  ['shareListenerPlan', () => plans.shareListenerPlan(1, true), forOperators],
  [
    'startListenerPlan',
    () => plans.startListenerPlan(1, { version: 1, create: [], update: [], acknowledged: [] }),
    forOperators,
  ],
  ['deleteListenerPlan', () => plans.deleteListenerPlan(1), forOperators],
  ['saveListView', () => views.saveListView({ name: 'mine', query: 'q=edge' }), forAll],
  ['updateListView', () => views.updateListView({}), forAll],
  ['renameListView', () => views.renameListView({}), forAll],
  ['shareListView', () => views.shareListView({}), forAll],
  ['deleteListView', () => views.deleteListView({}), forAll],
  [
    'changeOwnPassword',
    () => account.changeOwnPassword(accountState, form({ current: 'x', wanted: 'y' })),
    forAll,
  ],
  [
    'changeSecondFactor',
    () => account.changeSecondFactor({ ...accountState, pending: null }, form({ step: 'begin' })),
    forAll,
  ],
  ['endOwnSession', () => account.endOwnSession(form({ session: 'others' })), forAll],
  [
    'invitePerson',
    () => people.invitePerson(beforeState, form({ email: 'new@example.com', ...grant })),
    forAdmins,
  ],
  [
    'administerPerson',
    async () =>
      people.administerPerson(beforeState, form({ id: await somebody(), change: 'save', ...grant })),
    forAdmins,
  ],
  [
    'withdrawInvitation',
    async () => {
      const link = { purpose: 'invitation', email: 'x@example.com', createdBy: null } as const;
      await createLink({ ...link, role: 'viewer', limits: noLimits });
      const left = async () =>
        (await listInvitations()).filter((each) => 'email' in each && each.email === link.email);
      const [invitation] = await left();
      await people.withdrawInvitation(form({ id: invitation?.id ?? '' }));
      return { done: (await left()).length === 0 };
    },
    forAdmins,
  ],
  [
    'endSession',
    async () => {
      const personId = await somebody('tess@example.com');
      await signIn({ email: 'tess@example.com', password: PASSWORD }, new Headers());
      const [session] = await listSessions(personId);
      if (session === undefined) throw new Error('There is no session to end.');
      await people.endSession(form({ session: session.id }));
      return { done: (await listSessions(personId)).length === 0 };
    },
    forAdmins,
  ],
];

async function somebody(email = 'other@example.com'): Promise<string> {
  return (await addPerson(email)).id;
}

describe('each action', { timeout: 120_000 }, () => {
  it('is in the table', () => {
    const folder = import.meta.dirname;
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('actions.ts'))
      .map((path) => readFileSync(join(folder, path), 'utf8'));
    const exported = texts.flatMap((text) =>
      [...text.matchAll(/^export async function (\w+)/gm)].map(([, name]) => name),
    );
    expect(table.map(([name]) => name).toSorted()).toEqual(exported.toSorted());
  });

  it.each(kinds)('answers %s as the table says', async (kind) => {
    await become(kind);
    const found: [string, Verdict][] = [];
    for (const [name, call] of table) found.push([name, await verdictOf(call)]);
    const at = kinds.indexOf(kind);
    expect(found).toEqual(table.map(([name, , expected]) => [name, expected[at]]));
  });
});

describe('each route', { timeout: 120_000 }, () => {
  type Handler = (request: Request, context: unknown) => Promise<Response>;
  const modules = import.meta.glob<Record<string, Handler>>('./**/route.ts');
  const context = { params: Promise.resolve({ runId: '1', entryId: '1', planId: '1' }) };

  /** What answers a request with these headers; null where it got past the boundary and failed for want of Next. */
  async function statusesFor(headers: Headers): Promise<(number | null)[]> {
    const statuses: (number | null)[] = [];
    for (const load of Object.values(modules))
      for (const [method, handler] of Object.entries(await load())) {
        const body = method === 'POST' ? { body: '{}' } : {};
        const request = new Request('https://sluice.example/x', { method, headers, ...body });
        const answer = await handler(request, context).catch(() => null);
        await answer?.body?.cancel();
        statuses.push(answer?.status ?? null);
      }
    return statuses;
  }

  it.each(['nobody', 'disabled'] as const)('answers %s with 401', async (kind) => {
    const statuses = await statusesFor(await become(kind));
    expect(statuses.length).toBeGreaterThan(15);
    expect(new Set(statuses)).toEqual(new Set([401]));
  });

  it('lets a viewer read, and turns away who comes from elsewhere', async () => {
    const browser = await become('viewer');
    expect(await statusesFor(browser)).not.toContain(401);
    browser.set('origin', 'https://evil.example');
    expect(new Set(await statusesFor(browser))).toEqual(new Set([403]));
  });
});
