import type { NamespaceKeys, NestedKeyOf, useTranslations } from 'next-intl';
import type { Messages } from './messages';

/** What looks up and formats the messages of a namespace, for a function that is given it: `t` of `useTranslations` or of `getTranslations`. */
export type Translator<Namespace extends NamespaceKeys<Messages, NestedKeyOf<Messages>>> = ReturnType<
  typeof useTranslations<Namespace>
>;
