import { filterOf, type Filter } from './filter/filter';
import {
  defaultListQuery,
  formatListQuery,
  parseListQuery,
  type ListChange,
  type ListQuery,
} from './list-query';

/** List views: the built-in ones, and the saved ones. */

export const builtInViews = [
  { id: 'all', text: '' },
  { id: 'changed', text: 'changed:<1d' },
  { id: 'down', text: 'healthy:none,some' },
  { id: 'stopped', text: 'status:stopped' },
  { id: 'open', text: 'access:=open address-type:internet' },
  { id: 'changing', text: 'status:changing' },
] as const satisfies readonly { id: string; text: string }[];

export type SavedView = {
  id: string;
  name: string;
  /** A search string of the list, as `viewQueryOf` writes it. */
  query: string;
  /** Whose it is, by name or e-mail address; null for the reader's own. */
  ownerName: string | null;
  /** Everybody who may sign in sees it. */
  isShared: boolean;
  /** They may delete it, and stop sharing it: its owner, and an admin. Nobody else changes or renames it. */
  mayRemove: boolean;
};

/** What went wrong with a view; the messages are in `query`, under `views`. */
export type ViewProblem =
  | 'name-missing'
  | 'name-long'
  | 'name-taken'
  | 'too-many'
  | 'too-many-shared'
  | 'gone'
  | 'invalid'
  | 'not-stored';
export type ViewOutcome = { ok: true; view: SavedView } | { ok: false; problem: ViewProblem };

/** Each is on every page with its count. */
export const VIEWS_MAX = 20;
export const SHARED_VIEWS_MAX = 20;
export const VIEW_NAME_MAX = 40;

/** The search string a view stores: all but the position in the list and the header's regions. */
export function viewQueryOf(query: ListQuery): string {
  return formatListQuery({ ...query, regions: [], page: null, marked: null, peek: null, view: null });
}

/** What selecting a saved view changes. What it does not define stays as it is. */
export function changeOf({
  id,
  query,
}: Pick<SavedView, 'id' | 'query'>): ListChange & Pick<ListQuery, 'text'> {
  const { text, sort, pageSize, grouped, columns, density } = queryIn(query);
  return {
    text,
    sort,
    pageSize,
    grouped,
    view: id,
    ...(columns === null ? {} : { columns }),
    ...(density === null ? {} : { density }),
  };
}

/** A saved view, parsed once per request. */
export type ParsedView = { view: SavedView; change: ListChange; filter: Filter };

export function parseView(view: SavedView): ParsedView {
  const change = changeOf(view);
  return { view, change, filter: filterOf(change.text) };
}

/** Whether the list shows exactly the view that makes this change. */
export function isAsSaved(change: ListChange, query: ListQuery): boolean {
  return viewQueryOf({ ...query, ...change }) === viewQueryOf(query);
}

function queryIn(search: string): ListQuery {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) parameters[name] = value;
  return { ...defaultListQuery, ...parseListQuery(parameters) };
}

/** A view's search string in canonical form, whatever was sent. */
export function viewQueryFrom(search: string): string {
  return viewQueryOf(queryIn(search));
}
