/** What a control takes over from its row: spread it on the control. */
export type FieldAria = {
  id: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
};

/** What a group of controls (radios, ticks) takes over: it is named by the row's label. */
export type GroupAria = {
  id: string;
  'aria-labelledby': string;
  'aria-describedby'?: string | undefined;
};

/** Ids of the parts of a row, all made from the control's. The error comes first: it is read first. */
export function fieldIds(id: string) {
  return {
    label: `${id}-label`,
    bad: `${id}-bad`,
    warn: `${id}-warn`,
    hint: `${id}-hint`,
    range: `${id}-range`,
  };
}
