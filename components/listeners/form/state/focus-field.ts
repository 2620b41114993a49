/** Brings a field into sight and puts the focus on its control: of a choice, on the one that is on. */
export function focusField(elementId: string): void {
  const element = document.getElementById(elementId);
  if (element === null) return;
  const controls = 'input, select, textarea, button, [tabindex]';
  const target = element.matches(controls)
    ? element
    : (element.querySelector<HTMLElement>('input:checked') ?? element.querySelector<HTMLElement>(controls));
  target?.focus({ preventScroll: true });
  (target ?? element).scrollIntoView({ block: element.tagName === 'SECTION' ? 'start' : 'center' });
}
