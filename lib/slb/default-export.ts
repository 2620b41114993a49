/**
 * The default export of a CommonJS package compiled from TypeScript. Node returns the whole module instead, bundlers
 * the export itself. The declared type is that of the export in both cases.
 */
export function defaultExportOf<T>(imported: T): T {
  const isWholeModule = typeof imported === 'object' && imported !== null && 'default' in imported;
  return isWholeModule ? (imported.default as T) : imported;
}
