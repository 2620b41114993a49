import type { SelectionCode } from '@/lib/listeners/wire/selection-code';
import type { Translator } from '@/lib/i18n/translator';
import { countOwners, type Owner } from '@/lib/model/owner';
import {
  listenerActions,
  protectionAgainst,
  type BlockReason,
  type GuardedLoadBalancer,
  type ListenerAction,
} from '@/lib/model/rules';
import { ownerMessages, ownersWarnings } from '../owner-text';

type Coded = { loadBalancer: GuardedLoadBalancer; owner?: Owner | null | undefined };
type Translators = { t: Translator<'code'>; domain: Translator<'domain'> };

export type CodeWarnings = Record<ListenerAction, string[]>;
/** The code of a selection, with its warnings in the reader's language. */
export type ShownCode = SelectionCode & { warnings: CodeWarnings };

/**
 * What must be known before the code of an action on these listeners is run: that Sluice itself would not send it, and
 * that an owner may undo it.
 */
export function codeWarnings(listeners: readonly Coded[], { t, domain }: Translators): CodeWarnings {
  const [only] = listeners.length === 1 ? listeners : [];
  const owners = only?.owner
    ? [ownerMessages(only.owner, domain).warning]
    : ownersWarnings(countOwners(listeners), domain);
  const warningsOf = (action: ListenerAction): string[] => {
    const counts = new Map<BlockReason, number>();
    for (const { loadBalancer } of listeners) {
      const protection = protectionAgainst(action, loadBalancer)?.blockReason;
      if (protection !== undefined) counts.set(protection, (counts.get(protection) ?? 0) + 1);
    }
    const protections = [...counts].map(([blockReason, count]) => {
      const reason = domain(`blockReason.${blockReason}`);
      return only ? t('guarded', { reason }) : t('guardedMany', { count, all: listeners.length, reason });
    });
    return [...protections, ...owners];
  };
  const [start, stop, remove] = listenerActions.map(warningsOf);
  return { start: start ?? [], stop: stop ?? [], delete: remove ?? [] };
}
