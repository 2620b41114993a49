import type { FieldPath, ListenerFormValues } from '@/lib/model/draft';

type Values = Readonly<Record<string, unknown>>;

/** What is typed or chosen in a field of one value. */
export function valueAt(values: ListenerFormValues, path: FieldPath): string {
  return String(path.split('.').reduce<unknown>((at, part) => (at as Values)[part], values));
}

/** The values with another one in a field. */
export function withValue(values: ListenerFormValues, path: FieldPath, value: unknown): ListenerFormValues {
  const [group = '', name] = path.split('.');
  const part = name === undefined ? value : { ...((values as Values)[group] as Values), [name]: value };
  return { ...values, [group]: part };
}
