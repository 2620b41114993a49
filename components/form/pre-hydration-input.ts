/** A control of the form whose state is not that of the page as it was sent. */
export type PreHydrationInput = { name: string; value: string | boolean };

/**
 * What was typed, chosen or ticked before the page woke up. The server's fields take keys before React listens, and the first
 * rendering would take them away again; a browser that restores a form on reload does the same.
 */
export function preHydrationInput(form: HTMLFormElement): PreHydrationInput[] {
  return [...form.elements].flatMap((element): PreHydrationInput[] => {
    if (element instanceof HTMLSelectElement) {
      const sent = [...element.options].find((option) => option.defaultSelected)?.value ?? '';
      return element.value === sent ? [] : [{ name: element.name, value: element.value }];
    }
    if (!(element instanceof HTMLInputElement)) return [];
    const { name, type, value, checked, defaultChecked, defaultValue } = element;
    if (type === 'radio') return checked && !defaultChecked ? [{ name, value }] : [];
    if (element.role === 'switch')
      return checked === defaultChecked ? [] : [{ name, value: checked ? 'on' : 'off' }];
    if (type === 'checkbox') return checked === defaultChecked ? [] : [{ name, value: checked }];
    return type === 'text' && value !== defaultValue ? [{ name, value }] : [];
  });
}
