import 'server-only';
import { parse } from '@cdktn/hcl2json';
import { setImmediate } from 'node:timers/promises';
import { PLAN_ROWS_MAX, type PlanCells } from '../plan-types';
import { hclEvaluator, type Evaluated, type HclScope, type HclValue } from './hcl-values';
import {
  failed,
  otherProtocols,
  said,
  succeeded,
  type SourceNote,
  type SourceProblem,
  type SourceResult,
} from './source-types';
import {
  cellsOfArguments,
  columnsOfArguments,
  LISTENER_RESOURCE,
  openExpressions,
  otherSettings,
  textOfValue,
} from './terraform-rows';

/**
 * The rows of the listeners in a Terraform file. Literals, locals, `count` and `for_each` over what the file itself says
 * are carried out. A value that it does not say becomes the text of its cell, where it is invalid until it is replaced,
 * and is named with its line; only where the number of listeners depends on one, the file is rejected.
 */
export async function readTerraform(text: string): Promise<SourceResult> {
  const parsed = await parsedBlocks(text);
  if ('problem' in parsed) return { ok: false, problems: [parsed.problem] };
  const { blocks } = parsed;
  const evaluator = hclEvaluator();
  const locals = Object.assign({}, ...blocks.flatMap((file) => listOf(file['locals'])));
  const scope: HclScope = { locals, names: {} };
  const regions = await regionsOf(blocks, (written) => evaluator.valueOf(written, scope));
  const lines = lineFinder(text);

  const rows: PlanCells[] = [];
  const problems: SourceProblem[] = [];
  const open = openExpressions();
  const extra = otherSettings();
  const openProtocols = new Map<string, SourceNote>();
  const others: { name: string; line: number | null }[] = [];
  for (const { label, body } of listenersIn(blocks, lines)) {
    const name = `${LISTENER_RESOURCE}.${label}`;
    const repeated = await repetitionsOf(body, (written) => evaluator.valueOf(written, scope));
    if ('expression' in repeated) {
      problems.push(said('unknown-number', { name, ...repeated }, { line: lines(label, repeated.argument) }));
      continue;
    }
    if (rows.length + repeated.length > PLAN_ROWS_MAX) return failed('too-many-rows', { max: PLAN_ROWS_MAX });
    for (const names of repeated) {
      const valueOf: Evaluate = (written) => evaluator.valueOf(written, { ...scope, names });
      const protocol = textOfValue(await valueOf(body['protocol']));
      if (protocol === undefined) {
        const expression = textOfValue(body['protocol']) ?? '';
        openProtocols.set(
          label,
          said('open-protocol', { name, expression }, { line: lines(label, 'protocol') }),
        );
      } else if (protocol.toLowerCase() !== 'tcp') {
        others.push({ name: `${name} (${protocol})`, line: lines(label) });
        continue;
      }
      const texts: Record<string, string> = {};
      for (const [argument, written] of Object.entries(body)) {
        const column = columnsOfArguments.get(argument);
        const value = textOfValue(await valueOf(written));
        texts[argument] = value ?? textOfValue(written) ?? JSON.stringify(written);
        if (value === undefined && column !== undefined)
          open.add(column, texts[argument], () => lines(label, argument));
      }
      extra.add(texts);
      rows.push(cellsOfArguments(texts, regions.get(providerOf(body))));
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  if (rows.length === 0) return failed('no-listener');
  const notes = [...open.notes(), ...openProtocols.values(), ...extra.notes()];
  const withoutRegion = rows.filter(({ RegionId }) => RegionId === undefined).length;
  if (withoutRegion > 0) notes.push(said('no-region', { count: withoutRegion }));
  notes.push(
    ...otherProtocols(
      others.map(({ name }) => name),
      others[0]?.line,
    ),
  );
  return succeeded(rows, notes);
}

type Block = Readonly<Record<string, unknown>>;

/** Blocks that are parsed at once: everybody else has a turn between two pieces. */
const PIECE_LENGTH = 20_000;

/** The file's blocks, in pieces. */
async function parsedBlocks(text: string): Promise<{ blocks: Block[] } | { problem: SourceProblem }> {
  const blocks: Block[] = [];
  for (const piece of piecesOf(text)) {
    const parsed = await parseHcl(piece);
    // A piece may end inside a block that is formatted unlike all others: then only the whole says what is wrong.
    if ('problem' in parsed) {
      const whole = await parseHcl(text);
      return 'problem' in whole ? whole : { blocks: [whole.block] };
    }
    blocks.push(parsed.block);
    await setImmediate();
  }
  return { blocks };
}

/** The text cut before lines that begin a block, as `terraform fmt` writes them. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const block of text.split(
    /(?=^(?:resource|locals|provider|data|module|variable|output|import)\b.*\{)/mu,
  )) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + block.length > PIECE_LENGTH) pieces.push(block);
    else pieces[pieces.length - 1] = last + block;
  }
  return pieces;
}

async function parseHcl(text: string): Promise<{ block: Block } | { problem: SourceProblem }> {
  try {
    return { block: await parse('main.tf', text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The first of what it says: the rest follows from it, and repeats its name of the file.
    const [, line, column, detail] =
      /main\.tf:(\d+),(\d+)-[\d,]+: (.*?)(?: main\.tf:\d|\]?$)/s.exec(message) ?? [];
    const place = line === undefined ? {} : { line: Number(line), column: Number(column) };
    return { problem: said('hcl-syntax', { detail: detail ?? message }, place) };
  }
}

function listOf(written: unknown): Block[] {
  return (Array.isArray(written) ? written : [written]).filter(
    (each): each is Block => typeof each === 'object' && each !== null,
  );
}

/** In the order of the text: the parser sorts them by their labels. */
function listenersIn(blocks: readonly Block[], lines: LineFinder): { label: string; body: Block }[] {
  return blocks
    .flatMap((file) =>
      listOf(file['resource']).flatMap((resources) =>
        listOf(resources[LISTENER_RESOURCE]).flatMap((byLabel) =>
          Object.entries(byLabel).flatMap(([label, bodies]) =>
            listOf(bodies).map((body) => ({ label, body })),
          ),
        ),
      ),
    )
    .toSorted((one, other) => (lines(one.label) ?? 0) - (lines(other.label) ?? 0));
}

type Evaluate = (written: unknown) => Promise<Evaluated>;

/** The names that each repetition of a block knows, or what their number depends on. */
async function repetitionsOf(
  body: Block,
  valueOf: Evaluate,
): Promise<Record<string, HclValue>[] | { argument: string; expression: string }> {
  for (const argument of ['for_each', 'count'] as const) {
    const written = body[argument];
    if (written === undefined) continue;
    const value = await valueOf(written);
    if (argument === 'count' && /^\d+$/.test(String(textOfValue(value)))) {
      const length = Math.min(Number(value), PLAN_ROWS_MAX + 1);
      return Array.from({ length }, (_, index) => ({ count: { index } }));
    }
    // Of a set, each key is its value.
    if (Array.isArray(value)) return value.map((each) => ({ each: { key: each, value: each } }));
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).map(([key, each]) => ({ each: { key, value: each } }));
    return { argument, expression: textOfValue(written) ?? JSON.stringify(written) };
  }
  return [{}];
}

/** The reference to a provider in a block: `alicloud`, or one with an alias. */
function providerOf(body: Block): string {
  return typeof body['provider'] === 'string' ? body['provider'].replaceAll(/[${}\s]/g, '') : 'alicloud';
}

async function regionsOf(blocks: readonly Block[], valueOf: Evaluate): Promise<Map<string, string>> {
  const regions = new Map<string, string>();
  const providers = blocks.flatMap((file) =>
    listOf(file['provider']).flatMap((all) => listOf(all['alicloud'])),
  );
  for (const { alias, region } of providers) {
    const regionId = await valueOf(region);
    if (typeof regionId !== 'string') continue;
    regions.set(typeof alias === 'string' ? `alicloud.${alias}` : 'alicloud', regionId);
  }
  return regions;
}

type LineFinder = (label: string, argument?: string) => number | null;

/** Finds the line of a listener, or of an argument in its block: the parser says no places. */
function lineFinder(text: string): LineFinder {
  const lines = text.split(/\r?\n/);
  const starts = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const label = RESOURCE.exec(line)?.[1];
    if (label !== undefined && !starts.has(label)) starts.set(label, at);
  }
  return (label, argument) => {
    const start = starts.get(label);
    if (start === undefined) return null;
    if (argument === undefined) return start + 1;
    const assignment = new RegExp(`^\\s*"?${argument}"?\\s*=`);
    for (let at = start; at < lines.length && (at === start || !RESOURCE.test(lines[at] ?? '')); at += 1)
      if (assignment.test(lines[at] ?? '')) return at + 1;
    return start + 1;
  };
}

const RESOURCE = new RegExp(`^\\s*resource\\s+"?${LISTENER_RESOURCE}"?\\s+"?([^"\\s{]+)`);
