/**
 * Where the entries of an audit log are read: a file, or a PostgreSQL server. Reads only.
 *
 * @typedef {[id: number, at: string, hash: string, previousHash: string, ...content: (string | number | null)[]]} Entry
 * @typedef {object} ActivitySource
 * @property {() => Promise<string[]>} columns of the log; none if there is no log
 * @property {(select: string, afterId: number, limit: number) => Promise<Entry[]>} entriesAfter in the order of their ids
 * @property {(hash: string) => Promise<number | null>} idOf the entry with this hash
 * @property {() => Promise<number | null>} highestId that was ever assigned; null: not known
 */

/**
 * @param {import('libsql').Database} database
 * @returns {ActivitySource}
 */
export function fileSource(database) {
  const all = (/** @type {string} */ text, /** @type {unknown[]} */ ...parameters) =>
    Promise.resolve(
      /** @type {(string | number | null)[][]} */ (
        database
          .prepare(text)
          .raw()
          .all(...parameters)
      ),
    );
  return {
    columns: async () => (await all(`select name from pragma_table_info('activity')`)).map(([name]) => name),
    entriesAfter: async (select, afterId, limit) =>
      /** @type {Entry[]} */ (
        await all(`select ${select} from activity where id > ? order by id limit ?`, afterId, limit)
      ),
    idOf: async (hash) => (await all('select id from activity where hash = ? limit 1', hash))[0]?.[0] ?? null,
    highestId: async () =>
      (await all(`select seq from sqlite_sequence where name = 'activity'`))[0]?.[0] ?? null,
  };
}

/**
 * @param {import('pg').Client} client connected
 * @returns {ActivitySource}
 */
export function serverSource(client) {
  const all = async (/** @type {string} */ text, /** @type {unknown[]} */ ...values) =>
    (await client.query({ text, values, rowMode: 'array' })).rows;
  return {
    columns: async () =>
      (
        await all(
          `select column_name from information_schema.columns
            where table_schema = current_schema() and table_name = 'activity'`,
        )
      ).map(([name]) => name),
    entriesAfter: async (select, afterId, limit) =>
      /** @type {Entry[]} */ (
        await all(`select ${select} from activity where id > $1 order by id limit $2`, afterId, limit)
      ),
    idOf: async (hash) =>
      (await all('select id from activity where hash = $1 limit 1', hash))[0]?.[0] ?? null,
    highestId: async () => (await all('select id from activity_highest'))[0]?.[0] ?? null,
  };
}
