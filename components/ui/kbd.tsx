/** A key, as it is printed on it. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd
      translate="no"
      className="rounded-1 border border-line-2 px-1 font-mono text-11 leading-4 whitespace-nowrap text-ink-3"
    >
      {children}
    </kbd>
  );
}
