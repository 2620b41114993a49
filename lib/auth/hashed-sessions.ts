import 'server-only';
import type { DBAdapter, Where } from 'better-auth';
import { hashOf } from './token';

type Requested = { model: string; where?: Where[] | undefined };

/**
 * The same adapter, but the database holds the hash of a session's token: better-auth would store it as it is (decision 130).
 * Whoever asks with a token, or has just made one, gets the row with it. All other rows have the hash, which opens
 * nothing: it would be hashed again.
 */
export function withHashedSessions(stock: DBAdapter): DBAdapter {
  return {
    ...stock,
    create: async <T extends Record<string, unknown>, R = T>(
      requested: Parameters<typeof stock.create<T, R>>[0],
    ) => {
      const token = requested.model === 'session' ? requested.data['token'] : undefined;
      if (typeof token !== 'string') return stock.create<T, R>(requested);
      const row = await stock.create<T, R>({
        ...requested,
        data: { ...requested.data, token: hashOf(token) },
      });
      return { ...row, token };
    },
    findOne: async <T>(requested: Parameters<typeof stock.findOne>[0]) =>
      withToken(requested, await stock.findOne<T>({ ...requested, where: hashedIn(requested) })),
    findMany: <T>(requested: Parameters<typeof stock.findMany>[0]) =>
      stock.findMany<T>({ ...requested, where: hashedIn(requested) }),
    count: (requested) => stock.count({ ...requested, where: hashedIn(requested) }),
    update: async <T>(requested: Parameters<typeof stock.update>[0]) =>
      withToken(requested, await stock.update<T>({ ...requested, where: hashedIn(requested) })),
    updateMany: (requested) => stock.updateMany({ ...requested, where: hashedIn(requested) }),
    delete: (requested) => stock.delete({ ...requested, where: hashedIn(requested) }),
    deleteMany: (requested) => stock.deleteMany({ ...requested, where: hashedIn(requested) }),
    consumeOne: async <T>(requested: Parameters<typeof stock.consumeOne>[0]) =>
      withToken(requested, await stock.consumeOne<T>({ ...requested, where: hashedIn(requested) })),
    transaction: (work) =>
      stock.transaction((inner) => work({ ...inner, ...withHashedSessions({ ...stock, ...inner }) })),
  };
}

function hashedIn({ model, where = [] }: Requested): Where[] {
  if (model !== 'session') return where;
  return where.map((condition) => {
    const { field, value } = condition;
    if (field !== 'token') return condition;
    if (Array.isArray(value)) return { ...condition, value: value.map((token) => hashOf(String(token))) };
    return { ...condition, value: hashOf(String(value)) };
  });
}

function withToken<Row>(requested: Requested, row: Row | null): Row | null {
  if (requested.model !== 'session' || row === null) return row;
  const token = requested.where?.find(
    ({ field, value }) => field === 'token' && typeof value === 'string',
  )?.value;
  return token === undefined ? row : { ...row, token };
}
