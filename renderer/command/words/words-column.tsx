import { show, type Tab } from '../../screen';
import { DecideSection, useWaiting } from '../decide/decide-section';
import { useFocus } from '../focus';
import { OutboxLines } from '../say/outbox-lines';
import { SaySection, useCadences } from '../say/say-section';
import { People } from './people';
import { tabNames, tabsOf, useTab } from './tabs';
import { Timeline } from './timeline';

/** The right column: what waits for a word, what is said, what happened. Tabs choose where there is no room for all. */
export function WordsColumn() {
  const { barIncident, last } = useFocus();
  const isOpen = barIncident !== null;
  const tab = useTab(isOpen);
  // Whoever heard of a disruption hears of its end, also when the incident was stood down already.
  const owed = useCadences(isOpen ? null : last).some((each) => each.state !== 'closed');
  return (
    <aside className={`column words tab-${tab}`} aria-label="Decisions and words">
      <div className="tabs" role="tablist">
        {tabsOf(isOpen).map((name, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            data-testid={`tab-${name}`}
            onClick={() => show({ tab: name })}
          >
            {tabNames[name]} <TabCount tab={name} /> <kbd>{index + 1}</kbd>
          </button>
        ))}
      </div>
      {barIncident ? (
        <>
          <DecideSection key={`decide ${barIncident.id}`} incident={barIncident} />
          <SaySection key={`say ${barIncident.id}`} incident={barIncident} />
        </>
      ) : (
        <>
          {owed && last ? <SaySection incident={last} /> : <OutboxLines incident={null} />}
          <People />
        </>
      )}
      <Timeline />
    </aside>
  );
}

/** How much waits behind a tab, in the tone of the most urgent. */
function TabCount({ tab }: { readonly tab: Tab }) {
  const { barIncident } = useFocus();
  const waiting = useWaiting(barIncident);
  const due = useCadences(barIncident).filter((each) => each.state === 'due' || each.state === 'overdue');
  if (tab === 'decide' && waiting.length > 0) return <b>{waiting.length}</b>;
  if (tab === 'say' && due.length > 0)
    return (
      <b className={due.some((each) => each.state === 'overdue') ? 'is-down' : 'is-risk'}>{due.length}</b>
    );
  return null;
}
