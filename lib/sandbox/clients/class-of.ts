/** Node hands over the whole CommonJS module where its types promise the class. */
export function classOf<Class>(exported: Class): Class {
  return typeof exported === 'object' && exported !== null && 'default' in exported
    ? (exported.default as Class)
    : exported;
}
