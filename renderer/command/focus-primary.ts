/** Puts the focus on the control of the primary action, if it has one. */
export function focusPrimary(): void {
  const control = document.querySelector<HTMLElement>('[data-primary]:not(:disabled)');
  if (control) control.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
