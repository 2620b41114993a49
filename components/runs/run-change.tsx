type Props = {
  label: string;
  /** As text; empty if nothing is set. */
  changed: readonly string[];
  parameters: readonly string[];
};

/** What a bulk change sets: as text, and as parameters. */
export function RunChange({ label, changed, parameters }: Props) {
  if (changed.length === 0) return null;
  return (
    <section aria-label={label} className="grid gap-0.5 px-5 pb-2 wrap-anywhere max-sm:px-4">
      <p className="flex flex-wrap gap-x-4">
        {changed.map((words) => (
          <span key={words} className="font-medium">
            {words}
          </span>
        ))}
      </p>
      <p translate="no" className="flex flex-wrap gap-x-4 font-mono text-12 text-ink-2">
        {parameters.map((parameter) => (
          <code key={parameter}>{parameter}</code>
        ))}
      </p>
    </section>
  );
}
