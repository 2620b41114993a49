import type { Locale } from './locales';
import type account from './messages/en/account.json';
import type activity from './messages/en/activity.json';
import type bulk from './messages/en/bulk.json';
import type change from './messages/en/change.json';
import type code from './messages/en/code.json';
import type connection from './messages/en/connection.json';
import type domain from './messages/en/domain.json';
import type edit from './messages/en/edit.json';
import type exported from './messages/en/export.json';
import type form from './messages/en/form.json';
import type keys from './messages/en/keys.json';
import type list from './messages/en/list.json';
import type listener from './messages/en/listener.json';
import type palette from './messages/en/palette.json';
import type plans from './messages/en/plans.json';
import type query from './messages/en/query.json';
import type request from './messages/en/request.json';
import type runs from './messages/en/runs.json';
import type selection from './messages/en/selection.json';
import type shell from './messages/en/shell.json';

/** All messages of one language, by namespace. English defines the keys; a test keeps the languages in step. */
export type Messages = {
  account: typeof account;
  activity: typeof activity;
  bulk: typeof bulk;
  change: typeof change;
  code: typeof code;
  connection: typeof connection;
  domain: typeof domain;
  edit: typeof edit;
  export: typeof exported;
  form: typeof form;
  keys: typeof keys;
  list: typeof list;
  listener: typeof listener;
  palette: typeof palette;
  plans: typeof plans;
  query: typeof query;
  request: typeof request;
  runs: typeof runs;
  selection: typeof selection;
  shell: typeof shell;
};
export type Namespace = keyof Messages;

declare module 'next-intl' {
  // An interface, because only interfaces merge with the library's own declaration.
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

const namespaces = [
  'account',
  'activity',
  'bulk',
  'change',
  'code',
  'connection',
  'domain',
  'edit',
  'export',
  'form',
  'keys',
  'list',
  'listener',
  'palette',
  'plans',
  'query',
  'request',
  'runs',
  'selection',
  'shell',
] as const satisfies readonly Namespace[];

/** Loads the messages of one language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const loaded = namespaces.map(async (namespace) => {
    const { default: messages } = await import(`./messages/${locale}/${namespace}.json`);
    return [namespace, messages];
  });
  return Object.fromEntries(await Promise.all(loaded)) as Messages;
}
