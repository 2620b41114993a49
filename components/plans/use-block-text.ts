'use client';

import { useTranslations } from 'next-intl';
import type { PlanBlock } from '@/lib/plans/plan-types';
import type { ColumnTexts } from './grid/use-column-texts';

/** Why a row is blocked, and what would help. `numberOf`: the number on screen of another row. */
export function useBlockText(texts: ColumnTexts, numberOf: (rowId: number) => number) {
  const t = useTranslations('plans.block');
  const tReason = useTranslations('domain.blockReason');
  return (block: PlanBlock): { fact: string; help: string } => {
    const help = t(`${block.reason}.help`);
    switch (block.reason) {
      case 'duplicate':
        return { fact: t('duplicate.fact', { row: numberOf(block.rowId) }), help };
      case 'port-taken':
        return {
          fact: t('port-taken.fact', {
            port: String(block.listener.listenerPort),
            protocol: block.protocol.toUpperCase(),
          }),
          help,
        };
      case 'quota':
        return { fact: t('quota.fact', block), help };
      case 'bandwidth':
        return { fact: t('bandwidth.fact', { wanted: block.wantedMbps, left: block.leftMbps }), help };
      case 'group-of-other-instance':
        return {
          fact: t('group-of-other-instance.fact', { group: block.groupId, instance: block.loadBalancerId }),
          help,
        };
      case 'unknown-group':
        return { fact: t('unknown-group.fact', { group: block.groupId }), help };
      case 'unknown-list':
        return { fact: t('unknown-list.fact', { list: block.aclId }), help };
      case 'list-ip-version':
        return { fact: t('list-ip-version.fact', { list: block.aclId, version: block.ipVersion }), help };
      case 'cannot-change': {
        const column = texts.label(block.column);
        return {
          fact:
            block.found === null
              ? t('cannot-change.factBlank', { column })
              : t('cannot-change.fact', { column, found: texts.value(block.column, block.found) }),
          help,
        };
      }
      case 'rule': {
        const reason = tReason(block.blockReason);
        return {
          fact:
            block.words === null
              ? t('rule.fact', { reason })
              : t('rule.because', { reason, words: block.words }),
          help,
        };
      }
      case 'unknown-region':
      case 'unknown-instance':
      case 'not-read':
      case 'exists':
      case 'unsettled-write':
        return { fact: t(`${block.reason}.fact`), help };
    }
  };
}
