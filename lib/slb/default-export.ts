/**
 * The default export of a CommonJS package compiled from TypeScript. Node hands over the whole module in its place, bundlers the export
 * itself; the declared type is that of the export in both cases.
 */
export function defaultExportOf<T>(imported: T): T {
  const isWholeModule = typeof imported === 'object' && imported !== null && 'default' in imported;
  return isWholeModule ? (imported.default as T) : imported;
}
