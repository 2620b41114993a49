import 'server-only';
import type { DBAdapter, Where } from 'better-auth';
import { hashOf } from './token';

type Asked = { model: string; where?: Where[] | undefined };

/**
 * The same adapter, but the database holds the hash of a session's token: better-auth would store it as it is (stack.md).
 * Whoever asks with a token, or has just made one, gets the row with it. All other rows have the hash, which opens
 * nothing: it would be hashed again.
 */
export function withHashedSessions(stock: DBAdapter): DBAdapter {
  return {
    ...stock,
    create: async <T extends Record<string, unknown>, R = T>(
      asked: Parameters<typeof stock.create<T, R>>[0],
    ) => {
      const token = asked.model === 'session' ? asked.data['token'] : undefined;
      if (typeof token !== 'string') return stock.create<T, R>(asked);
      const row = await stock.create<T, R>({ ...asked, data: { ...asked.data, token: hashOf(token) } });
      return { ...row, token };
    },
    findOne: async <T>(asked: Parameters<typeof stock.findOne>[0]) =>
      withToken(asked, await stock.findOne<T>({ ...asked, where: hashedIn(asked) })),
    findMany: <T>(asked: Parameters<typeof stock.findMany>[0]) =>
      stock.findMany<T>({ ...asked, where: hashedIn(asked) }),
    count: (asked) => stock.count({ ...asked, where: hashedIn(asked) }),
    update: async <T>(asked: Parameters<typeof stock.update>[0]) =>
      withToken(asked, await stock.update<T>({ ...asked, where: hashedIn(asked) })),
    updateMany: (asked) => stock.updateMany({ ...asked, where: hashedIn(asked) }),
    delete: (asked) => stock.delete({ ...asked, where: hashedIn(asked) }),
    deleteMany: (asked) => stock.deleteMany({ ...asked, where: hashedIn(asked) }),
    consumeOne: async <T>(asked: Parameters<typeof stock.consumeOne>[0]) =>
      withToken(asked, await stock.consumeOne<T>({ ...asked, where: hashedIn(asked) })),
    transaction: (work) =>
      stock.transaction((inner) => work({ ...inner, ...withHashedSessions({ ...stock, ...inner }) })),
  };
}

function hashedIn({ model, where = [] }: Asked): Where[] {
  if (model !== 'session') return where;
  return where.map((condition) => {
    const { field, value } = condition;
    if (field !== 'token') return condition;
    if (Array.isArray(value)) return { ...condition, value: value.map((token) => hashOf(String(token))) };
    return { ...condition, value: hashOf(String(value)) };
  });
}

function withToken<Row>(asked: Asked, row: Row | null): Row | null {
  if (asked.model !== 'session' || row === null) return row;
  const token = asked.where?.find(
    ({ field, value }) => field === 'token' && typeof value === 'string',
  )?.value;
  return token === undefined ? row : { ...row, token };
}
