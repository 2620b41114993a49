import 'server-only';
import { getExpressionAst, type TFExpressionSyntaxTree as Tree } from '@cdktn/hcl2json';
import { setImmediate } from 'node:timers/promises';
import { PLAN_ROWS_MAX } from '../plan-types';

/**
 * The values of Terraform's expressions, as far as the text alone decides them: literals, locals, `each`, `count`,
 * arithmetic, a few functions and `for`. Everything else is unknown, and so is what depends on it.
 */

const unknown = Symbol('unknown');
export type HclValue = string | number | boolean | null | HclValue[] | { [key: string]: HclValue };
export type Evaluated = HclValue | typeof unknown;

/** Names that expressions may refer to. A local is an expression itself. */
export type HclScope = {
  readonly locals: Readonly<Record<string, unknown>>;
  readonly names: Readonly<Record<string, HclValue>>;
};

/** Each takes milliseconds to parse; nobody writes as many by hand. */
const EXPRESSIONS_MAX = 1000;
/** No collection may grow larger, or be walked more often: a few words can describe billions. */
const STEPS_MAX = 100 * PLAN_ROWS_MAX;
/** Everybody else has a turn after as many. */
const STEPS_A_TURN = 2000;
const DEPTH_MAX = 20;

/** An evaluator for one file. */
export function hclEvaluator() {
  const trees = new Map<string, Tree.ExpressionType | null>();
  /** Null while one is evaluated: it refers to itself. */
  const locals = new Map<string, Evaluated | null>();
  let steps = 0;

  /** Whether another step may be made. */
  async function mayStep(depth: number): Promise<boolean> {
    steps += 1;
    if (steps % STEPS_A_TURN === 0) await setImmediate();
    return depth <= DEPTH_MAX && steps <= STEPS_MAX;
  }

  /** A value as hcl2json writes it: whatever is not literal is a text with `${…}`. */
  async function valueOf(written: unknown, scope: HclScope, depth = 0): Promise<Evaluated> {
    if (!(await mayStep(depth))) return unknown;
    if (typeof written === 'string') {
      if (!/(?<!\$)\$\{/.test(written)) return unescaped(written);
      // In a heredoc nothing but templates has to be escaped.
      return evaluate(await treeOf(`<<SLUICE\n${written}\nSLUICE\n`), scope, depth + 1);
    }
    if (Array.isArray(written)) return all(written, (each) => valueOf(each, scope, depth + 1));
    if (typeof written === 'object' && written !== null) {
      const entries = Object.entries(written);
      const values = await all(entries, ([, each]) => valueOf(each, scope, depth + 1));
      return values === unknown
        ? unknown
        : Object.fromEntries(entries.map(([key], at) => [key, values[at] ?? null]));
    }
    return typeof written === 'number' || typeof written === 'boolean' ? written : null;
  }

  async function treeOf(expression: string): Promise<Tree.ExpressionType | null> {
    const known = trees.get(expression);
    if (known !== undefined) return known;
    if (trees.size >= EXPRESSIONS_MAX) return null;
    await setImmediate();
    const tree = await getExpressionAst('main.tf', expression).catch(() => null);
    trees.set(expression, tree);
    return tree;
  }

  async function evaluate(
    tree: Tree.ExpressionType | null,
    scope: HclScope,
    depth: number,
  ): Promise<Evaluated> {
    if (tree === null || !(await mayStep(depth))) return unknown;
    const { children } = tree;
    const sub = (child: Tree.ExpressionType | undefined) => evaluate(child ?? null, scope, depth + 1);
    const text = (expression: string, names = scope.names) =>
      treeOf(expression).then((parsed) => evaluate(parsed, { ...scope, names }, depth + 1));
    const { type, meta } = tree as Node;
    switch (type) {
      case 'literalValue':
        return literal(meta);
      case 'templateWrap':
        return sub(children[0]);
      case 'template': {
        const parts = await all(children, sub);
        return parts === unknown ? unknown : joined(parts);
      }
      case 'tuple':
        return all(children, sub);
      case 'object': {
        const items = Object.entries(meta.items);
        const values = await all(items, ([, value]) => text(value));
        return values === unknown
          ? unknown
          : Object.fromEntries(items.map(([key], at) => [key.replaceAll('"', ''), values[at] ?? null]));
      }
      case 'scopeTraversal':
        return traverse(
          meta.traversal.map(({ segment }) => segment.replaceAll('"', '')),
          scope,
          depth,
        );
      case 'index': {
        const collection = await sub(children[0]);
        const key = await sub(children[1]);
        return typeof key === 'string' || typeof key === 'number'
          ? memberOf(collection, String(key))
          : unknown;
      }
      case 'unaryOp': {
        const value = await sub(children[0]);
        return meta.operator === 'negate' && typeof value === 'number' ? -value : unknown;
      }
      case 'binaryOp': {
        const left = await sub(children[0]);
        return arithmetic(meta.operator, left, await sub(children[1]));
      }
      case 'function': {
        const values = await all(children, sub);
        return values === unknown ? unknown : call(meta.name, values);
      }
      case 'for': {
        const collection = await sub(children[0]);
        if (collection === unknown || meta.conditionalExpression || meta.groupedValue) return unknown;
        const results: Record<string, HclValue> = {};
        for (const [key, value] of entriesOf(collection)) {
          const names = { ...scope.names, [meta.keyVar]: key, [meta.valVar]: value };
          const result = await text(meta.valueExpression, names);
          const name = meta.keyExpression ? await text(meta.keyExpression, names) : String(key);
          if (result === unknown || typeof name === 'symbol' || name === null || typeof name === 'object')
            return unknown;
          results[String(name)] = result;
        }
        return meta.openRangeValue === '[' ? Object.values(results) : results;
      }
      default:
        // Parentheses have one child and no name.
        return type === '' && children.length === 1 ? sub(children[0]) : unknown;
    }
  }

  async function traverse(
    [root = '', ...path]: string[],
    scope: HclScope,
    depth: number,
  ): Promise<Evaluated> {
    const [name, ...rest] = path;
    if (root === 'local' && name !== undefined) return follow(await localOf(name, scope, depth), rest);
    return Object.hasOwn(scope.names, root) ? follow(scope.names[root] ?? null, path) : unknown;
  }

  async function localOf(name: string, scope: HclScope, depth: number): Promise<Evaluated> {
    const known = locals.get(name);
    if (known !== undefined) return known === null ? unknown : known;
    if (!Object.hasOwn(scope.locals, name)) return unknown;
    locals.set(name, null);
    const value = await valueOf(scope.locals[name], { ...scope, names: {} }, depth + 1);
    // A null of Terraform's is as good as unknown here.
    locals.set(name, value === null ? unknown : value);
    return value;
  }

  return { valueOf: (written: unknown, scope: HclScope): Promise<Evaluated> => valueOf(written, scope) };
}

/** What of the syntax tree is used; its own type has no common discriminant. */
type Node =
  | { type: 'literalValue'; meta: Tree.LiteralValueExpressionMeta }
  | {
      type: 'templateWrap' | 'template' | 'tuple' | 'index' | 'splat' | 'conditional' | '';
      meta: Tree.ExpressionMeta;
    }
  | { type: 'object'; meta: Tree.ObjectExpressionMeta }
  | { type: 'scopeTraversal'; meta: Tree.ScopeTraversalExpressionMeta }
  | { type: 'unaryOp'; meta: Tree.UnaryOpExpressionMeta }
  | { type: 'binaryOp'; meta: Tree.BinaryOpExpressionMeta }
  | { type: 'function'; meta: Tree.FunctionCallMeta }
  | { type: 'for'; meta: Tree.ForExpressionMeta };

async function all<Item>(
  items: readonly Item[],
  evaluate: (item: Item) => Promise<Evaluated>,
): Promise<HclValue[] | typeof unknown> {
  const values: HclValue[] = [];
  for (const item of items) {
    const value = await evaluate(item);
    if (value === unknown) return unknown;
    values.push(value);
  }
  return values;
}

/** `$${` and `%%{` stand for what would begin a template. */
function unescaped(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

function literal({ type, value }: Tree.LiteralValueExpressionMeta): Evaluated {
  if (type === 'number') return Number(value);
  if (type === 'bool') return value === 'true';
  return type === 'string' ? unescaped(value) : null;
}

/** A heredoc's parts. One expression alone keeps its type; the line break at the end is the heredoc's own. */
function joined(parts: readonly HclValue[]): Evaluated {
  const last = parts.at(-1);
  const own =
    typeof last === 'string' && last.endsWith('\n') ? [...parts.slice(0, -1), last.slice(0, -1)] : parts;
  const [first = '', ...rest] = own.filter((part) => part !== '');
  if (rest.length === 0) return first;
  return [first, ...rest].some((part) => typeof part === 'object')
    ? unknown
    : [first, ...rest].map(String).join('');
}

function follow(value: Evaluated, path: readonly string[]): Evaluated {
  return path.reduce<Evaluated>(memberOf, value);
}

function memberOf(value: Evaluated, key: string): Evaluated {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return unknown;
  return (value as Record<string, HclValue>)[key] ?? null;
}

function arithmetic(operator: string, left: Evaluated, right: Evaluated): Evaluated {
  const [a, b] = [numberIn(left), numberIn(right)];
  if (a === null || b === null) return unknown;
  switch (operator) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'modulo':
      return a % b;
    default:
      return unknown;
  }
}

/** Terraform takes digits for a number. */
function numberIn(value: Evaluated): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : null;
}

function call(name: string, values: HclValue[]): Evaluated {
  const [first = null] = values;
  switch (name) {
    case 'toset':
      return Array.isArray(first) ? [...new Set(first)] : unknown;
    case 'tolist':
    case 'tomap':
      return first;
    case 'tostring':
      return typeof first === 'object' ? unknown : String(first);
    case 'tonumber':
      return numberIn(first) ?? unknown;
    case 'concat':
      return values.every(Array.isArray) ? values.flat() : unknown;
    case 'range': {
      const numbers = values.map((value) => numberIn(value) ?? Number.NaN);
      const [from, to] = numbers.length === 1 ? [0, numbers[0]] : numbers;
      const length = (to ?? Number.NaN) - (from ?? Number.NaN);
      if (numbers.length > 2 || !Number.isInteger(length) || length < 0 || length > PLAN_ROWS_MAX)
        return unknown;
      return Array.from({ length }, (_, at) => at + (from ?? 0));
    }
    default:
      return unknown;
  }
}

function entriesOf(collection: HclValue): [string | number, HclValue][] {
  if (Array.isArray(collection)) return [...collection.entries()];
  return typeof collection === 'object' && collection !== null ? Object.entries(collection) : [];
}
