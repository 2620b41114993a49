import { keyOf } from './state';
import type { Said, SaidListener } from './said';

type Row = SaidListener;

const isStopped = ({ status }: Row): boolean => status === 'stopped';
const isDown = ({ health }: Row): boolean => health !== null && health.unhealthy > 0;
const isOpen = ({ reach }: Row): boolean => reach.who === 'everyone';

/** Filters, and which rows of a full export each of them must find. */
export const FILTERS: Readonly<Record<string, (row: Row) => boolean>> = {
  'status:stopped': isStopped,
  'access:=open': isOpen,
  'access:open': isOpen,
  'healthy:none': (row) => isDown(row) && row.health?.healthy === 0,
};

/** What the built-in views must show for these rows. */
export function viewsOver({ listeners }: Said): readonly string[] {
  const count = (is: (row: Row) => boolean): number => listeners.filter(is).length;
  const known = count(({ healthState }) => healthState === 'current');
  const checked = count(({ healthState }) => healthState !== 'not-checked');
  const unclear = count(({ reach }) => reach.who === 'unknown' && reach.from !== 'intranet');
  return [
    `All ${listeners.length}`,
    `Unhealthy backends ${count(isDown)}${known < checked ? ` · ${known} of ${checked} known` : ''}`,
    `Stopped ${count(isStopped)}`,
    `Open to the internet ${count((row) => isOpen(row) && row.reach.from === 'internet')}${
      unclear > 0 ? ` · ${unclear} unknown` : ''
    }`,
  ];
}

/** The filters that find other rows than they should. */
export function wronglyFound(filter: string, found: Said, all: Said): string[] {
  const keys = (rows: readonly Row[]): string => rows.map(keyOf).toSorted().join(', ');
  const [said, is] = [keys(found.listeners), keys(all.listeners.filter(FILTERS[filter] ?? (() => false)))];
  return said === is ? [] : [`${filter}: finds ${said}; of all rows it should find ${is}`];
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  running: 'Running',
  stopped: 'Stopped',
  starting: 'Starting',
  stopping: 'Stopping',
  configuring: 'Configuring',
};

export function statusWord(status: string): string {
  return STATUS_WORDS[status] ?? 'Unknown';
}

/** Where a CSV file differs from the JSON of the same moment, which names what it lacks. */
export function wronglyWritten(csv: string, said: Said): string[] {
  const [head = [], ...lines] = csv.replace('\uFEFF', '').split('\r\n').map(cellsOf);
  const factOf = (line: readonly string[], column: string): string => line[head.indexOf(column)] ?? '';
  const rows = lines.filter((line) => factOf(line, 'Port') !== '');
  const notes = lines.filter((line) => factOf(line, 'Port') === '' && factOf(line, 'Region') !== '');
  const written = rows.map((line) =>
    ['Region', 'Instance ID', 'Port', 'Protocol', 'Status', 'Healthy servers', 'Unhealthy servers']
      .map((column) => factOf(line, column))
      .join(' '),
  );
  const is = said.listeners.map((row) =>
    [
      row.regionId,
      row.loadBalancerId,
      row.listenerPort,
      row.protocol.toUpperCase(),
      statusWord(row.status),
      row.health?.healthy ?? '',
      row.health?.unhealthy ?? '',
    ].join(' '),
  );
  const wrong = written.filter((line) => !is.includes(line)).map((line) => `CSV: says ${line}`);
  wrong.push(...is.filter((line) => !written.includes(line)).map((line) => `CSV: does not say ${line}`));
  const [marked, missing] = [
    notes.map((line) => factOf(line, 'Region')),
    said.missing.map((each) => each.regionId),
  ];
  if (marked.join() !== missing.join())
    wrong.push(`CSV: says that ${marked.join() || 'nothing'} is missing, is ${missing.join() || 'nothing'}`);
  return wrong;
}

/** Cells are quoted texts or numbers. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, text, number]) => text?.replaceAll('""', '"') ?? number ?? '',
  );
}
