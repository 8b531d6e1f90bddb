import { show } from '../../screen';
import { incidentForRecord } from '../focus';
import { goToTab, tabNames, tabsOf } from '../words/tabs';
import type { Act, Moment } from './act';

/** What is decided, said and written. */
export function wordsActs(moment: Moment): Act[] {
  const { focus, signedOut } = moment;
  const record = incidentForRecord(focus);
  const noIncident = focus.barIncident ? null : 'No incident is open.';
  return [
    {
      id: 'note',
      key: 'N',
      words: 'Write a line of the record',
      whyNot: record ? null : 'Notes need an incident. Declare one with D.',
      act: () => document.querySelector<HTMLInputElement>('[data-testid="scribe"]')?.focus(),
    },
    {
      id: 'propose',
      key: 'P',
      words: 'Propose a decision',
      whyNot: signedOut ?? noIncident,
      act: () => show({ form: 'decision', tab: 'decide' }),
    },
    {
      id: 'calls',
      key: 'C',
      words: 'Call tree: whom to telephone, and what to say',
      whyNot: noIncident,
      act: () => show({ over: 'calls' }),
    },
    {
      id: 'x-ray',
      key: 'X',
      words: 'Where the time went, gate by gate',
      whyNot: record ? null : 'No incident is on record yet.',
      act: () => show({ over: 'x-ray' }),
    },
    {
      id: 'outputs',
      key: 'O',
      words: 'Outputs of the latest run: what all endpoints said, and who said otherwise',
      whyNot: record && record.runs.length > 0 ? null : 'No run is on record yet.',
      act: () => show({ over: 'outputs', outputs: { run: null, step: null, endpoint: null } }),
    },
    {
      id: 'risks',
      key: null,
      words: 'Risks: what may happen, what keeps happening, and exposures without a proven path back',
      whyNot: null,
      act: () => show({ over: 'risks' }),
    },
    ...tabsOf(focus.barIncident !== null).map((tab, index) => ({
      id: `tab-${tab}`,
      key: String(index + 1),
      words: `Go to ${tabNames[tab]}`,
      whyNot: null,
      act: () => goToTab(tab),
    })),
  ];
}
