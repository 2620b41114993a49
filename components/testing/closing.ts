/** Whether the browser would ask before the tab is closed now. */
export function asksWhenClosed(): boolean {
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  return closing.defaultPrevented;
}
