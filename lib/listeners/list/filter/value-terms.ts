import { foldForSearch } from '@/lib/text/typed-text';
import type { FilterColumn } from './columns';

/**
 * What people call the fixed values of a column, by the value's own name: the UI texts in every language, and those of
 * older releases, which occur in links and saved views. A filter can be typed with any of them and is written with the
 * name, so that it means the same to every reader. A test keeps this in step with the messages.
 */
const wordsOf: Partial<Record<FilterColumn, Readonly<Record<string, readonly string[]>>>> = {
  status: {
    running: ['运行中'],
    stopped: ['已停止'],
    changing: ['变更中'],
    starting: ['启动中'],
    stopping: ['停止中'],
    configuring: ['配置中'],
    unknown: ['not known', '未知'],
  },
  backend: {
    default: ['Default group', '默认服务器组'],
    'vserver-group': ['VServer group', '虚拟服务器组'],
    'primary-secondary-group': ['Primary/secondary', '主备服务器组'],
    unknown: ['not known', '未知'],
  },
  access: {
    open: ['Open to all', '允许所有访问', '全部放行'],
    allow: ['Allowlist', '白名单'],
    deny: ['Denylist', '黑名单'],
    nobody: ['Blocks everyone', '拒绝所有访问'],
    unknown: ['not known', '未知'],
  },
  address: { unknown: ['not known', '未知'] },
  'address-type': {
    internet: ['Public', 'Internet-facing', '公网'],
    intranet: ['Private', 'Internal', 'Internal-facing', '私网', '内网'],
    unknown: ['not known', '未知'],
  },
  bandwidth: { unknown: ['not known', '未知'] },
  healthy: {
    all: ['全部健康'],
    some: ['部分健康'],
    // No server is healthy, and some may be unknown.
    none: ['无健康服务器', '全部异常'],
    unknown: ['not known', '未知'],
    unchecked: ['not checked', '未检查'],
  },
  'health-check': { on: ['开启'], off: ['关闭'], unknown: ['not known', '未知'] },
  scheduler: { unknown: ['not known', '未知'] },
};

/** Unlimited bandwidth. */
const NO_CAP: ReadonlySet<string> = new Set([
  'no-cap',
  'unlimited',
  'no cap',
  'nocap',
  'none',
  '-1',
  '不限制',
  '不限',
]);

const names = new Map(
  Object.entries(wordsOf).map(([column, values]) => [
    column,
    new Map(
      Object.entries(values).flatMap(([name, words]) =>
        [name, ...words].map((word) => [foldForSearch(word), name] as const),
      ),
    ),
  ]),
);

/** The name of the fixed value a text means in any language; the text itself if none. */
export function canonicalValue(column: FilterColumn, text: string): string {
  return names.get(column)?.get(foldForSearch(text)) ?? text;
}

/** Whether a text means unlimited bandwidth. */
export function saysNoCap(text: string): boolean {
  return NO_CAP.has(foldForSearch(text));
}

const fixed = new Map(Object.entries(wordsOf).map(([column, values]) => [column, Object.keys(values)]));
const NONE: readonly string[] = [];

/** The names of a column's fixed values; empty if it has none. Called for each row. */
export function fixedValues(column: FilterColumn): readonly string[] {
  return fixed.get(column) ?? NONE;
}
