import { getTranslations } from 'next-intl/server';
import { columnKinds, filterColumns, type FilterColumn } from '@/lib/listeners/list/filter/columns';
import type { FilterDiagnostic, Repair } from '@/lib/listeners/list/filter/diagnostics';
import type { ListChange, ListQuery } from '@/lib/listeners/list/list-query';

/** More names are no help. */
const NAMED_MAX = 8;

/** A diagnostic as shown: what is wrong, what exists instead, and the button that fixes it. */
export type ShownDiagnostic = {
  /** The token it refers to. */
  part: string;
  fact: string;
  hint: string;
  repair: { words: string; change: ListChange } | null;
};

export async function describeDiagnostics(
  diagnostics: readonly FilterDiagnostic[],
  query: ListQuery,
): Promise<ShownDiagnostic[]> {
  if (diagnostics.length === 0) return [];
  const [t, domain] = await Promise.all([getTranslations('query'), getTranslations('domain')]);
  const separator = domain('separator');
  const listed = (values: readonly string[]) =>
    values.length === 0 || values.length > NAMED_MAX ? null : values.join(separator);
  const factOf = (column: FilterColumn, written: string) =>
    column === 'region' || column === 'instance' || column === 'run'
      ? t(`diagnostic.${column}`, { value: written })
      : t('diagnostic.value', { column: t(`column.${column}`), value: written });
  const valuesOf = (column: FilterColumn, values: readonly string[]) => {
    const names = listed(values);
    return names === null ? '' : t('diagnostic.values', { column: t(`column.${column}`), values: names });
  };
  const saidRepair = (repair: Repair | null): ShownDiagnostic['repair'] =>
    repair && { words: t('diagnostic.use', { value: repair.value }), change: { text: repair.text } };
  return diagnostics.map((diagnostic): ShownDiagnostic => {
    const { part, written } = diagnostic;
    switch (diagnostic.kind) {
      case 'value':
        return {
          part,
          fact: factOf(diagnostic.column, written),
          hint: valuesOf(diagnostic.column, diagnostic.values),
          repair: saidRepair(diagnostic.repair),
        };
      case 'hidden-region':
        return {
          part,
          fact: t('diagnostic.hidden', { value: diagnostic.regionId }),
          hint: '',
          repair: {
            words: t('diagnostic.show', { value: diagnostic.regionId }),
            change: { regions: [...query.regions, diagnostic.regionId] },
          },
        };
      case 'too-many':
        return {
          part,
          fact: t('diagnostic.tooMany', { value: written, max: diagnostic.max }),
          hint: '',
          repair: null,
        };
      case 'column':
        return {
          part,
          fact: t('diagnostic.column', { name: diagnostic.name, text: written }),
          hint: t('diagnostic.columns', { values: filterColumns.join(separator) }),
          repair: saidRepair(diagnostic.repair),
        };
      case 'form':
        return {
          part,
          fact: t('diagnostic.form', { column: t(`column.${diagnostic.column}`), text: written }),
          hint: t(formHint(diagnostic.column), { column: diagnostic.column }),
          repair: null,
        };
    }
  });
}

/** The filter forms a column accepts. */
function formHint(column: FilterColumn) {
  if (column === 'run') return 'diagnostic.formRun';
  switch (columnKinds[column]) {
    case 'age':
      return 'diagnostic.formAge';
    case 'number':
      return 'diagnostic.formNumber';
    case 'choice':
    case 'text':
      return 'diagnostic.formText';
  }
}
