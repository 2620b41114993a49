import type { ReactNode, Ref } from 'react';
import { Icon } from './icon';

export type ErrorSummaryEntry = {
  /** Id of the control the link leads to. */
  fieldId: string;
  /** The field's message, preceded by its name. */
  words: ReactNode;
};
type Props = {
  title: ReactNode;
  entries: readonly ErrorSummaryEntry[];
  /** What belongs to no field. */
  children?: ReactNode;
  /** A rejection by the cloud: its code, its RequestId, a way to copy both. */
  meta?: ReactNode;
  /** The caller focuses it after a submit (ux.md F7). */
  ref?: Ref<HTMLDivElement>;
  /** A link was followed; without it the link only scrolls, as any fragment does. */
  onFollow?: (fieldId: string) => void;
};

/** First in the form: a link per error, with the field's message. */
export function ErrorSummary({ title, entries, children, meta, ref, onFollow }: Props) {
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="mb-5 rounded-2 border border-l-[3px] border-bad-line border-l-bad-mark bg-bad-tint px-4 py-3"
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <Icon name="bad" className="text-bad-mark" />
        {title}
      </h2>
      {entries.length > 0 && (
        <ul className="pl-6">
          {entries.map((entry) => (
            <li key={entry.fieldId}>
              <a
                href={`#${entry.fieldId}`}
                className="inline-block py-0.5 text-bad! underline decoration-1"
                onClick={
                  onFollow &&
                  ((event) => {
                    event.preventDefault();
                    onFollow(entry.fieldId);
                  })
                }
              >
                {entry.words}
              </a>
            </li>
          ))}
        </ul>
      )}
      {children && <div className="pl-6">{children}</div>}
      {meta && <div className="mt-1 flex flex-wrap items-center gap-x-3 pl-6 text-12 text-ink-2">{meta}</div>}
    </div>
  );
}
