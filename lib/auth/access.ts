import 'server-only';
import { config } from '@/lib/config';
import { localActor, type Person, type Requester } from '@/lib/model/actor';
import { personById } from './people';
import type { Access } from '@/lib/model/permission';

/** What somebody may do here and now; null: a person who is disabled or gone. */
export function accessOf(person: Pick<Person, 'role' | 'limits'> | null): Access {
  const { readOnly, account, connection } = config();
  return {
    readOnly,
    account: account ?? connection.mode,
    person: person && { role: person.role, limits: person.limits },
  };
}

/**
 * What a requester may do now, whatever they could when they requested it: asked right before each call. What was begun
 * before there was sign-in is nobody's by now.
 */
export async function accessNow({ personId, from }: Requester): Promise<Access> {
  if (personId !== null) return accessOf(await personById(personId));
  return accessOf(config().url === null ? localActor(from) : null);
}
