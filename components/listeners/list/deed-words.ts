import { getTranslations } from 'next-intl/server';
import type { DeedWords } from './list-client';

/** The sentences of the list's deeds with their places unfilled, for its client parts. */
export async function readDeedWords(): Promise<DeedWords> {
  const [outcome, action, dialog] = await Promise.all([
    getTranslations('list.outcome'),
    getTranslations('list.action'),
    getTranslations('list.dialog'),
  ]);
  return {
    outcome: {
      running: outcome.raw('running'),
      starting: outcome.raw('starting'),
      stopped: outcome.raw('stopped'),
      stopping: outcome.raw('stopping'),
      deleted: outcome.raw('deleted'),
      other: outcome.raw('other'),
      alreadySo: outcome('alreadySo'),
      startFailed: outcome.raw('startFailed'),
      stopFailed: outcome.raw('stopFailed'),
      deleteFailed: outcome.raw('deleteFailed'),
      unknown: outcome.raw('unknown'),
      noServer: outcome('noServer'),
    },
    action: {
      menu: action.raw('menu'),
      start: action('start'),
      stop: action('stop'),
      delete: action('delete'),
      show: action('show'),
    },
    dialog: {
      title: dialog.raw('title'),
      running: dialog.raw('running'),
      stopped: dialog.raw('stopped'),
      typePort: dialog.raw('typePort'),
      notTyped: dialog.raw('notTyped'),
      cancel: dialog('cancel'),
      delete: dialog('delete'),
    },
  };
}
