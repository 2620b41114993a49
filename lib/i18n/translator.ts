import type { NamespaceKeys, NestedKeyOf, useTranslations } from 'next-intl';
import type { Messages } from './messages';

/** The type of `t` from `useTranslations` or `getTranslations`, for functions that take it as an argument. */
export type Translator<Namespace extends NamespaceKeys<Messages, NestedKeyOf<Messages>>> = ReturnType<
  typeof useTranslations<Namespace>
>;
