import 'server-only';
import type { IncomingMessage } from 'node:http';
import { hasPeople } from '@/lib/auth/people';
import { sessionOf } from '@/lib/auth/session';
import { config } from '../config';

/** What a browser or a supervisor asks for by itself. */
const PUBLIC = /^\/(?:api\/(?:health\/(?:live|ready)|metrics)|icon\.svg|favicon\.ico|manifest\.webmanifest)$/;
const SET_UP = /^\/set-up\/[\w-]+$/;
/** What comes before a session. */
const SIGN_IN = /^\/(?:sign-in(?:\/callback\/[\w-]+)?|(?:reset|invitation|set-up)\/[\w-]+)$/;

export type GateVerdict =
  /** `isSignedIn` is false for what is open to everybody, whoever asks. */
  | { kind: 'open'; isSignedIn: boolean }
  /** Nobody is there yet: only the link that was printed answers. */
  | { kind: 'not-set-up' }
  /** A page that somebody opens: they sign in first. */
  | { kind: 'redirect'; location: string }
  | { kind: 'unauthorized' };

/**
 * Turns away who is not signed in, before Next sees the request. Not the boundary: pages, routes and actions ask again
 * (`requireActor`, `trustedRoute`, `assertTrustedRequest`).
 */
export async function checkSession(request: IncomingMessage): Promise<GateVerdict> {
  const { url = '', headers } = request;
  const [path = ''] = url.split('?', 1);
  if (config().url === null) return { kind: 'open', isSignedIn: true };
  const toEverybody = { kind: 'open', isSignedIn: false } as const;
  if (PUBLIC.test(path)) return toEverybody;
  if (!(await isSetUp())) return SET_UP.test(path) ? toEverybody : { kind: 'not-set-up' };
  const get = (name: string): string | null => headers[name]?.toString() ?? null;
  if (SIGN_IN.test(path)) return toEverybody;
  if ((await sessionOf({ get })) !== null) return { kind: 'open', isSignedIn: true };
  if (!isOpenedByPerson(request)) return { kind: 'unauthorized' };
  return {
    kind: 'redirect',
    location: path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(url)}`,
  };
}

let wasSetUp = false;

/** People are disabled, never removed: once there are some, there always are. */
async function isSetUp(): Promise<boolean> {
  wasSetUp ||= await hasPeople();
  return wasSetUp;
}

/** Whether a browser opens it as a page; what scripts of a page request says 401, so that they can tell. */
function isOpenedByPerson({ method, headers }: IncomingMessage): boolean {
  const mode = headers['sec-fetch-mode'];
  const opensPage = mode === undefined ? headers.accept?.includes('text/html') === true : mode === 'navigate';
  return (method === 'GET' || method === 'HEAD') && opensPage;
}
