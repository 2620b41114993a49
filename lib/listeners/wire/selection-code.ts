import 'server-only';
import { knownListeners } from '@/lib/inventory/known-settings';
import type { ListenerKey } from '@/lib/model/outcome';
import { settingsOf, unreturnedSettings } from '@/lib/model/settings';
import type { CodeRequest } from '@/lib/snippets/api-request';
import { recreateRequest } from './recreate-parameters';

export type SelectionCode = {
  recreate: CodeRequest[];
  /** How many listeners are not included because a setting of theirs is unknown: at its default they would differ. */
  unknown: number;
  /** When the oldest of them was read (epoch ms); null if there is none. */
  oldestReadAtMillis: number | null;
};

/** The requests that create these listeners again, in their order, from what the inventory knows. */
export async function selectionCodeOf(keys: readonly ListenerKey[]): Promise<SelectionCode> {
  const known = (await knownListeners(keys)).filter(
    ({ listener, settings }) =>
      unreturnedSettings({ ...settings, listenerPort: listener.listenerPort }).length === 0,
  );
  return {
    recreate: known.map(({ listener, settings }) =>
      recreateRequest(
        listener,
        settings.backendServerPort,
        settingsOf({ ...settings, listenerPort: listener.listenerPort }),
      ),
    ),
    unknown: keys.length - known.length,
    oldestReadAtMillis:
      known.length === 0 ? null : Math.min(...known.map(({ readAtMillis }) => readAtMillis)),
  };
}
