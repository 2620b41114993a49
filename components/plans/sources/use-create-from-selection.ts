'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSelection } from '@/components/listeners/selection/selection';
import { groupKeys, type KeyGroup } from '@/lib/listeners/list/selection';
import type { SourceOutcome } from './source-outcome';

export type CreateFromSelection = (input: { name: string; selected: KeyGroup[] }) => Promise<SourceOutcome>;

/** Makes a plan of what is selected in the list. */
export function useCreateFromSelection(createFromSelection: CreateFromSelection) {
  const t = useTranslations('plans.selection');
  const { selected } = useSelection();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<SourceOutcome | 'no-server' | null>(null);
  return {
    busy,
    outcome,
    create: async (): Promise<SourceOutcome | 'no-server'> => {
      setBusy(true);
      const answer = await createFromSelection({
        name: t('name', { count: selected.length }),
        selected: groupKeys(selected),
      }).catch((): 'no-server' => 'no-server');
      setOutcome(answer);
      setBusy(false);
      return answer;
    },
  };
}
