import { useEffect } from 'react';
import { say, show, useScreen } from '../screen';
import { useConsole } from '../store';
import { isTyping } from '../ui/typing';
import { actList } from './act-list';
import { closeEndpoint } from './endpoint/open-endpoint';
import { focusPrimary } from './focus-primary';

/** Listens for the keys of the screen while it is mounted. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Veto, Stop and Mute work over an open sheet, too. */
const alwaysKeys = /^[vsm]$/i;
/** Where the next act is not on the screen, no key does what nobody sees there. */
const keysElsewhere = /^[vsmyw?]$/i;
/** And at the plan the way back. */
const keysAtPlan = /^[vsmywq?]$/i;

function onKey(event: KeyboardEvent): void {
  const { over, place } = useScreen.getState();
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    show({ over: over === 'palette' ? null : 'palette' });
    return;
  }
  // A countdown does not wait until somebody has finished typing.
  if (event.altKey && event.code === 'KeyV') {
    event.preventDefault();
    pressAct('V');
    return;
  }
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const keysHere = place === 'plan' ? keysAtPlan : keysElsewhere;
  if (place !== 'command' && over === null && !keysHere.test(event.key)) return;
  if (event.key === 'Escape') leave(event);
  else if ((over === null || alwaysKeys.test(event.key)) && !isTyping(event.target)) press(event);
}

/** Escape goes one step back: out of a field first, then out of what is open. */
function leave(event: KeyboardEvent): void {
  const { over, endpointOpen } = useScreen.getState();
  if (over !== null) return;
  if (endpointOpen && !isTyping(event.target)) {
    closeEndpoint();
    return;
  }
  if (isTyping(event.target)) focusPrimary();
  show({ notice: null, form: null, person: null, retry: null, endpoint: null, cluster: null });
}

function press(event: KeyboardEvent): void {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // Presses what is on the screen, so that a key never chooses what nobody sees.
  const severity = document.querySelector<HTMLElement>(`[data-testid="severity-SEV-${key}"]`);
  const option = document.querySelector<HTMLElement>(`[data-testid="choose-${CSS.escape(key)}"]`);
  if (severity) severity.click();
  else if (option) option.focus();
  else if (pressAct(key)) event.preventDefault();
}

/** True when the screen knows the key, also when it only says why it does nothing now. */
function pressAct(key: string): boolean {
  const act = actList(useConsole.getState(), useScreen.getState()).find((each) => each.key === key);
  if (act?.whyNot === null) act.act();
  else if (act) say({ tone: 'hint', lines: [act.whyNot] });
  return act !== undefined;
}
