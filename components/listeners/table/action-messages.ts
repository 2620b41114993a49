import { getTranslations } from 'next-intl/server';
import type { ActionMessages } from '@/components/listeners/freshness/list-client';

/** The message templates of the list's actions, for its client parts. */
export async function readActionMessages(): Promise<ActionMessages> {
  const [outcome, action, dialog, foot, status] = await Promise.all([
    getTranslations('list.outcome'),
    getTranslations('list.action'),
    getTranslations('list.dialog'),
    getTranslations('list.foot'),
    getTranslations('domain.status'),
  ]);
  return {
    outcome: {
      running: outcome.raw('running'),
      starting: outcome.raw('starting'),
      stopped: outcome.raw('stopped'),
      stopping: outcome.raw('stopping'),
      deleting: outcome.raw('deleting'),
      deleted: outcome.raw('deleted'),
      other: outcome.raw('other'),
      startAccepted: outcome.raw('startAccepted'),
      stopAccepted: outcome.raw('stopAccepted'),
      notRead: outcome('notRead'),
      recheck: outcome('recheck'),
      goOn: outcome('goOn'),
      alreadySo: outcome('alreadySo'),
      startFailed: outcome.raw('startFailed'),
      stopFailed: outcome.raw('stopFailed'),
      deleteFailed: outcome.raw('deleteFailed'),
      unknown: outcome.raw('unknown'),
      noServer: outcome('noServer'),
    },
    status: { configuring: status('configuring') },
    action: {
      menu: action.raw('menu'),
      name: action.raw('name'),
      underWay: action('underWay'),
      start: action('start'),
      stop: action('stop'),
      delete: action('delete'),
      show: action('show'),
      startAgain: action('startAgain'),
      restore: action('restore'),
    },
    dialog: {
      title: dialog.raw('title'),
      running: dialog.raw('running'),
      stopped: dialog.raw('stopped'),
      restorable: dialog.raw('restorable'),
      lost: dialog.raw('lost'),
      typePort: dialog.raw('typePort'),
      notTyped: dialog.raw('notTyped'),
      cancel: dialog('cancel'),
      delete: dialog('delete'),
      stopTitle: dialog.raw('stopTitle'),
      stopText: dialog.raw('stopText'),
      undo: dialog('undo'),
      healthy: dialog.raw('healthy'),
      stop: dialog('stop'),
      asOf: dialog.raw('asOf'),
      stale: dialog('stale'),
      seconds: foot.raw('seconds'),
      minutes: foot.raw('minutes'),
    },
  };
}
