import { getTranslations } from 'next-intl/server';
import type { SelectionMessages } from './selection-bar';

/** The sentences of the selection with their places unfilled: the browser alone knows what is selected. */
export async function readSelectionMessages(): Promise<SelectionMessages> {
  const t = await getTranslations('selection');
  return {
    label: t('label'),
    count: t.raw('count'),
    onePage: t('onePage'),
    pages: t.raw('pages'),
    someOutside: t.raw('someOutside'),
    allOutside: t('allOutside'),
    selectAll: t.raw('selectAll'),
    clear: t('clear'),
    cleared: t('cleared'),
    noServer: t('noServer'),
  };
}
