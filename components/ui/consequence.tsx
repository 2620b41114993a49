import { useId, type ReactNode } from 'react';
import { CheckboxField } from './checkbox';
import { Icon } from './icon';
import { SentenceGap } from './sentence-gap';

type Props = {
  /** What will be so, as a whole sentence. */
  fact: ReactNode;
  /** Why, and what would change it. */
  detail?: ReactNode;
  /** The tick that acknowledges it; its attributes are a checkbox's. */
  tick?: Parameters<typeof CheckboxField>[0];
};

/** A serious consequence under its control, acknowledged with a tick (ux.md F10). */
export function Consequence({ fact, detail, tick }: Props) {
  const id = useId();
  return (
    <fieldset
      aria-labelledby={id}
      className="grid w-full min-w-0 grid-cols-[16px_1fr] gap-2 rounded-2 border border-warn-line bg-warn-tint p-3"
    >
      <Icon name="warn" className="mt-0.5 text-warn-mark" />
      <div>
        <p id={id}>
          <b>{fact}</b>
          <SentenceGap />
          {detail && <span className="text-ink-2">{detail}</span>}
        </p>
        {tick && (
          <CheckboxField
            {...tick}
            className="mt-2 w-full gap-2! border-t border-warn-line pt-2 font-medium"
          />
        )}
      </div>
    </fieldset>
  );
}
