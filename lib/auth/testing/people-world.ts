import { afterEach, beforeEach, vi } from 'vitest';
import { forgetConfig } from '@/lib/config';
import { database } from '@/lib/db/database';
import { dataFolder } from '@/lib/db/testing/data-folder';
import { noLimits, type Role } from '@/lib/model/actor';
import { forgetEngine } from '../engine';
import { forgetOidcSettings } from '../oidc-settings';
import { hashPassword } from '../password';
import { insertPerson } from '../people';
import type { SignInOutcome } from '../sign-in';

export const PASSWORD = 'correct horse battery';

/** Puts a person in the database of the test, who signs in with `PASSWORD`. */
export async function addPerson(email: string, role: Role = 'operator') {
  const person = await insertPerson(await database(), {
    email,
    name: email.split('@', 1)[0] ?? '',
    role,
    limits: noLimits,
    passwordHash: await hashPassword(PASSWORD),
  });
  if (person === null) throw new Error(`There is a person ${email} already.`);
  return person;
}

/** For the top of a test file: for each of its tests an empty database and a Sluice at `https://sluice.example`. */
export function peopleWorld(): () => string {
  const folder = dataFolder();
  beforeEach(() => {
    vi.stubEnv('SLUICE_URL', 'https://sluice.example');
    forgetConfig();
    forgetOidcSettings();
    forgetEngine();
  });
  afterEach(forgetEngine);
  return folder;
}

/** The headers of a browser that has the cookies of this response. */
export function headersAfter(response: Headers, before = new Headers()): Headers {
  const pairs = new Map(
    (before.get('cookie') ?? '')
      .split('; ')
      .filter((pair) => pair !== '')
      .map((pair) => splitPair(pair)),
  );
  for (const cookie of response.getSetCookie()) {
    const [name, value] = splitPair(cookie.split(';', 1)[0] ?? '');
    if (/max-age=0/i.test(cookie)) pairs.delete(name);
    else pairs.set(name, value);
  }
  return new Headers({ cookie: [...pairs].map(([name, value]) => `${name}=${value}`).join('; ') });
}

/** The headers of a browser after signing in. */
export function browserAfter(outcome: SignInOutcome, before = new Headers()): Headers {
  if (!('cookies' in outcome)) throw new Error(`It was ${outcome.kind}.`);
  return headersAfter(new Headers(outcome.cookies.map((cookie) => ['set-cookie', cookie])), before);
}

function splitPair(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}
