import { acceptLink } from '@/lib/auth/accept-link';
import { finishProviderSignIn } from '@/lib/auth/provider-sign-in';
import { sessionOf } from '@/lib/auth/session';
import { signIn, signInWithCode, signOut } from '@/lib/auth/sign-in';
import { signInKey } from '@/lib/db/sign-in-key';
import { saveView, listSavedViews } from '@/lib/listeners/list/saved-views';
import { localActor } from '@/lib/model/actor';
import { editPlan, readPlan } from '@/lib/plans/store';

/** Another process of Sluice, which does what its parent tells it until the parent ends. */

type HeaderPairs = Record<string, string>;
const local = localActor(null);

const acts = {
  signInKey,
  signIn: (typed: Parameters<typeof signIn>[0], headers: HeaderPairs) => signIn(typed, new Headers(headers)),
  signInWithCode: (code: string, headers: HeaderPairs) => signInWithCode(code, new Headers(headers)),
  signOut: (headers: HeaderPairs) => signOut(new Headers(headers)),
  personOf: async (headers: HeaderPairs) => (await sessionOf(new Headers(headers)))?.name ?? null,
  finishProviderSignIn: async (url: string, headers: HeaderPairs) => {
    const answer = await finishProviderSignIn(new Request(url, { headers }));
    return { location: answer.headers.get('location'), cookies: answer.headers.getSetCookie() };
  },
  acceptLink,
  editPlan: (planId: number, version: number, edits: Parameters<typeof editPlan>[2]) =>
    editPlan(planId, version, edits, local),
  readPlan: (planId: number) => readPlan(planId, local),
  saveView: (view: { name: string; query: string }) => saveView(local, view),
  viewNames: async () => (await listSavedViews(local)).map(({ name }) => name),
} satisfies Record<string, (...values: never[]) => Promise<unknown>>;

/** What it can be told, by name. */
export type Acts = typeof acts;

type Told = { id: number; name: keyof Acts; values: readonly unknown[] };

const act = acts as Record<string, (...values: readonly unknown[]) => Promise<unknown>>;

process.on('message', ({ id, name, values }: Told) => {
  void act[name]?.(...values).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
// Without its parent nobody is left to end it.
process.once('disconnect', () => process.exit());
