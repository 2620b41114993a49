import 'server-only';
import { database } from '@/lib/db/database';
import { endSessions } from './session';

/** Removes the second factor of somebody who has lost it, for an admin; their sessions end. */
export async function dropSecondFactor(personId: string): Promise<void> {
  const open = await database();
  await open.deleteFrom('two_factors').where('person_id', '=', personId).execute();
  await open.updateTable('people').set({ two_factor_enabled: 0 }).where('id', '=', personId).execute();
  await endSessions({ personId });
}
