import { show, type Tab, useScreen } from '../../screen';

/** What a tab is called. */
export const tabNames: Readonly<Record<Tab, string>> = {
  decide: 'Decide',
  say: 'Say',
  people: 'People',
  timeline: 'Timeline',
};

/** The parts of the right column, in the order of their keys. */
export function tabsOf(isIncidentOpen: boolean): readonly Tab[] {
  return isIncidentOpen ? ['decide', 'say', 'timeline'] : ['people', 'timeline'];
}

/** The part that shows where there is room for one. */
export function useTab(isIncidentOpen: boolean): Tab {
  const chosen = useScreen((state) => state.tab);
  const tabs = tabsOf(isIncidentOpen);
  return tabs.includes(chosen) ? chosen : isIncidentOpen ? 'decide' : 'timeline';
}

/** Shows a part and puts the focus into it, also where all of them are in sight. */
export function goToTab(tab: Tab): void {
  show({ tab });
  setTimeout(() => {
    const part = document.querySelector<HTMLElement>(`[data-part="${tab}"]`);
    const first = part?.querySelector<HTMLElement>('button, textarea, select, input, [tabindex="0"]');
    (first ?? part)?.focus();
  }, 0);
}
