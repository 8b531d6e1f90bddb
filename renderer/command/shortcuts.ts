import { useEffect } from 'react';
import { say, show, useScreen } from '../screen';
import { useConsole } from '../store';
import { isTyping } from '../ui/typing';
import { actList } from './act-list';

/** Listens for the keys of the screen while it is mounted. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  const { over } = useScreen.getState();
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    show({ over: over === 'palette' ? null : 'palette' });
    return;
  }
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === 'Escape') leave(event);
  else if (over === null && !isTyping(event.target)) press(event);
}

/** Escape goes one step back: out of a field first, then out of what is open. */
function leave(event: KeyboardEvent): void {
  if (useScreen.getState().over !== null) return;
  if (isTyping(event.target)) focusPrimary();
  show({ notice: null, form: null, retry: null, endpoint: null, cluster: null });
}

function press(event: KeyboardEvent): void {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const screen = useScreen.getState();
  if (/^[1-5]$/.test(key)) {
    // Presses what is on the screen, so that a key never chooses what nobody sees.
    document.querySelector<HTMLElement>(`[data-testid="severity-SEV-${key}"]`)?.click();
    return;
  }
  const act = actList(useConsole.getState(), screen).find((each) => each.key === key);
  if (!act) return;
  event.preventDefault();
  if (act.whyNot === null) act.act();
  else say({ tone: 'hint', lines: [act.whyNot] });
}

/** Puts the focus on the control of the primary action, if it has one. */
export function focusPrimary(): void {
  const control = document.querySelector<HTMLElement>('[data-primary]:not(:disabled)');
  if (control) control.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
