import type { ReactNode } from 'react';
import { fill } from '../template';

/** A message with one emphasis in it, `<b>…</b>`. */
export function Emphasis({
  template,
  values = {},
}: {
  template: string;
  values?: Record<string, string>;
}): ReactNode {
  const [before = '', bold = '', after = ''] = template.split(/<\/?b>/).map((part) => fill(part, values));
  return (
    <>
      {before}
      <b className="text-ink">{bold}</b>
      {after}
    </>
  );
}
