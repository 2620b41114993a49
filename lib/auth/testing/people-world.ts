import { database } from '@/lib/db/database';
import { noLimits, type Role } from '@/lib/model/actor';
import { createEngine } from '../engine';
import { hashPassword } from '../password';
import { insertPerson } from '../people';
import { secret } from '../secret';

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

/** better-auth on the database of the test. */
export async function testEngine() {
  return createEngine({ database: await database(), url: 'https://sluice.example', secret: secret() });
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

function splitPair(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}
