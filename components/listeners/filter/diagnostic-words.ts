import { getTranslations } from 'next-intl/server';
import { columnKinds, filterColumns, type FilterColumn } from '@/lib/listeners/list/filter/columns';
import type { FilterMistake, Repair } from '@/lib/listeners/list/filter/mistakes';
import type { ListChange, ListQuery } from '@/lib/listeners/list/list-query';

/** More names are no help. */
const NAMED_MAX = 8;

/** A mistake as it is said: what is wrong, what there is instead, and the press that repairs it. */
export type SaidMistake = {
  /** The token that it stands in. */
  part: string;
  fact: string;
  hint: string;
  repair: { words: string; change: ListChange } | null;
};

export async function sayMistakes(
  mistakes: readonly FilterMistake[],
  query: ListQuery,
): Promise<SaidMistake[]> {
  if (mistakes.length === 0) return [];
  const t = await getTranslations('query');
  const listed = (values: readonly string[]) =>
    values.length === 0 || values.length > NAMED_MAX ? null : values.join(t('mistake.comma'));
  const factOf = (column: FilterColumn, written: string) =>
    column === 'region' || column === 'instance' || column === 'run'
      ? t(`mistake.${column}`, { value: written })
      : t('mistake.value', { column: t(`column.${column}`), value: written });
  const valuesOf = (column: FilterColumn, values: readonly string[]) => {
    const names = listed(values);
    return names === null ? '' : t('mistake.values', { column: t(`column.${column}`), values: names });
  };
  const saidRepair = (repair: Repair | null): SaidMistake['repair'] =>
    repair && { words: t('mistake.use', { value: repair.value }), change: { text: repair.text } };
  return mistakes.map((mistake): SaidMistake => {
    const { part, written } = mistake;
    switch (mistake.kind) {
      case 'value':
        return {
          part,
          fact: factOf(mistake.column, written),
          hint: valuesOf(mistake.column, mistake.values),
          repair: saidRepair(mistake.repair),
        };
      case 'hidden-region':
        return {
          part,
          fact: t('mistake.hidden', { value: mistake.regionId }),
          hint: '',
          repair: {
            words: t('mistake.show', { value: mistake.regionId }),
            change: { regions: [...query.regions, mistake.regionId] },
          },
        };
      case 'too-many':
        return {
          part,
          fact: t('mistake.tooMany', { value: written, max: mistake.max }),
          hint: '',
          repair: null,
        };
      case 'column':
        return {
          part,
          fact: t('mistake.column', { name: mistake.name, text: written }),
          hint: t('mistake.columns', { values: filterColumns.join(', ') }),
          repair: saidRepair(mistake.repair),
        };
      case 'form':
        return {
          part,
          fact: t('mistake.form', { column: t(`column.${mistake.column}`), text: written }),
          hint: t(formHint(mistake.column), { column: mistake.column }),
          repair: null,
        };
    }
  });
}

/** How a column can be asked. */
function formHint(column: FilterColumn) {
  if (column === 'run') return 'mistake.formRun';
  switch (columnKinds[column]) {
    case 'age':
      return 'mistake.formAge';
    case 'number':
      return 'mistake.formNumber';
    case 'choice':
    case 'text':
      return 'mistake.formText';
  }
}
