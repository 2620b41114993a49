import { fieldIds } from '@/components/ui/field-aria';
import { Message } from '@/components/ui/message';
import { TextInput, type TextInputProps } from '@/components/ui/text-input';

type Props = Omit<TextInputProps, 'id' | 'name'> & {
  /** The name of the field in the form, and its id if that is not given. */
  name: string;
  id?: string;
  label: string;
  bad?: string | undefined;
  hint?: string;
};

/** A label above its control: these forms are one narrow column at every width. */
export function StackedField({ name, id = name, label, bad, hint, ...input }: Props) {
  const ids = fieldIds(id);
  return (
    <div className="grid gap-1">
      <label id={ids.label} htmlFor={id} className="font-medium">
        {label}
      </label>
      <TextInput
        {...input}
        id={id}
        name={name}
        aria-invalid={bad !== undefined || undefined}
        aria-describedby={[bad && ids.bad, hint && ids.hint].filter(Boolean).join(' ') || undefined}
      />
      {bad !== undefined && (
        <Message kind="bad" id={ids.bad}>
          {bad}
        </Message>
      )}
      {hint !== undefined && (
        <Message kind="hint" id={ids.hint}>
          {hint}
        </Message>
      )}
    </div>
  );
}
