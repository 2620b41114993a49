import { integerIn } from '@/lib/model/integer-text';
import { limits } from '@/lib/model/limits';
import { PLAN_ROWS_MAX } from '../plan-types';
import { placeIn, said, type SourceNote, type SourceProblem } from './source-types';

/** Apart from `ports.ts`: a page that counts ports as they are typed does without the schema. */

const SEPARATOR = String.raw`[\s,;\u3001\uff0c\uff1b]`;
const DASH = String.raw`[-\u2013\u2014\uff0d~\uff5e]`;
/** A port or a range, or what is neither. */
const ENTRY = new RegExp(
  String.raw`(\d+)(?:\s*${DASH}\s*(\d+))?(?=$|${SEPARATOR})|${SEPARATOR.replace('[', '[^')}+`,
  'gu',
);

/** Enough to show what is wrong. */
const PROBLEMS_MAX = 20;
/** A text that repeats every port is no list of ports. */
const PORTS_NAMED_MAX = 2 * limits.listenerPort.max;

/**
 * Ports as typed: `8000-8099,9000`. Digits and commas may be full-width, a range may have spaces around its dash, and a
 * port that is named twice is one listener, which a note says.
 */
export function portsIn(
  typed: string,
): { ok: true; ports: number[]; notes: SourceNote[] } | { ok: false; problems: SourceProblem[] } {
  const ports = new Set<number>();
  const problems: SourceProblem[] = [];
  let named = 0;
  for (const { 0: text, 1: first, 2: last = first, index } of halfWidth(typed).matchAll(ENTRY)) {
    const [from, to] = [first, last].map((port = '') => integerIn(port, limits.listenerPort) ?? 0) as [
      number,
      number,
    ];
    const place = placeIn(typed, index);
    if (problems.length === PROBLEMS_MAX || named > PORTS_NAMED_MAX) break;
    if (first === undefined) problems.push(said('port-text', { text }, place));
    else if (from === 0 || to === 0)
      problems.push(said('port-range', { text, ...limits.listenerPort }, place));
    else if (from > to) problems.push(said('port-reversed', { from, to }, place));
    else {
      named += to - from + 1;
      for (let port = from; port <= to; port += 1) ports.add(port);
    }
  }
  if (named > PORTS_NAMED_MAX) problems.push(said('too-many-rows', { max: PLAN_ROWS_MAX }));
  if (problems.length > 0) return { ok: false, problems };
  const count = named - ports.size;
  return { ok: true, ports: [...ports], notes: count === 0 ? [] : [said('repeated-ports', { count })] };
}

/** Of many ranges the first are named. */
const RANGES_NAMED_MAX = 12;

/** Ports as they are typed, in order: "8000-8099, 9000". */
export function portsText(ports: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const port of ports.toSorted((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range !== undefined && port <= range[1] + 1) range[1] = port;
    else ranges.push([port, port]);
  }
  const named = ranges
    .slice(0, RANGES_NAMED_MAX)
    .map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  return [...named, ...(ranges.length > RANGES_NAMED_MAX ? ['…'] : [])].join(', ');
}

/** One sign for one sign, so that places stay what they are. */
function halfWidth(typed: string): string {
  return typed.replaceAll(/[\uff10-\uff19]/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) - 0xfee0));
}
