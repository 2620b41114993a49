/**
 * The columns a filter can name: what each is called in the filter language, and how its values are compared. The names
 * are the same in every UI language, so that a link means the same to every reader.
 */

export const filterColumns = [
  'port',
  'protocol',
  'description',
  'status',
  'healthy',
  'instance',
  'region',
  'address',
  'address-type',
  'backend',
  'server',
  'scheduler',
  'health-check',
  'access',
  'bandwidth',
  'changed',
  'tag',
  'owner',
  'run',
] as const;
export type FilterColumn = (typeof filterColumns)[number];

/**
 * `number`: a value, a range or a bound. `age`: how long ago, in whole minutes, hours or days (`<1d`, `>12h`, `1d-7d`).
 * `choice`: the whole value. `text`: a part of the cell, or with `=` one whole name or id in it.
 */
export type ColumnKind = 'number' | 'age' | 'choice' | 'text';

export const columnKinds: Record<FilterColumn, ColumnKind> = {
  port: 'number',
  protocol: 'choice',
  status: 'choice',
  instance: 'text',
  region: 'choice',
  address: 'text',
  'address-type': 'choice',
  backend: 'text',
  server: 'text',
  scheduler: 'choice',
  bandwidth: 'number',
  access: 'text',
  healthy: 'choice',
  'health-check': 'text',
  changed: 'age',
  description: 'text',
  tag: 'choice',
  owner: 'choice',
  run: 'choice',
};

/** Other names people type for a column. The filter bar writes the first one. */
const otherNames: Readonly<Record<string, FilterColumn>> = {
  acl: 'access',
  ip: 'address',
  health: 'health-check',
  mbps: 'bandwidth',
  tags: 'tag',
  端口: 'port',
  协议: 'protocol',
  状态: 'status',
  实例: 'instance',
  地域: 'region',
  地址: 'address',
  服务地址: 'address',
  地址类型: 'address-type',
  网络类型: 'address-type',
  后端: 'backend',
  服务器: 'server',
  后端服务器: 'server',
  调度算法: 'scheduler',
  带宽: 'bandwidth',
  访问控制: 'access',
  健康: 'healthy',
  健康检查: 'health-check',
  变更: 'changed',
  描述: 'description',
  标签: 'tag',
  所有者: 'owner',
  管理方: 'owner',
  批量任务: 'run',
};

/** The column for a name as typed; undefined if there is none. */
export function filterColumnOf(name: string): FilterColumn | undefined {
  const word = name.toLowerCase();
  const column = filterColumns.find((candidate) => candidate === word);
  return column ?? (Object.hasOwn(otherNames, word) ? otherNames[word] : undefined);
}
