import { show, useScreen } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { Over } from '../ui/over';
import { actList } from './act-list';

const close = () => show({ over: null });

const always = [
  ['Space', 'hold 0.7 s to run'],
  ['1 – 5', 'severity, while a declaration is on the screen'],
  ['Alt V', 'veto, also while you type'],
  ['↑ ↓', 'services, people, endpoints of the grid'],
  ['PgUp PgDn', 'sites of the grid; Enter opens the endpoint'],
  ['Ctrl K', 'everything that can be done now'],
  ['Esc', 'one step back'],
] as const;

/** Every key with what it does now, or why it does nothing now. */
export function KeysOverview() {
  const acts = actList(useConsole.getState(), useScreen.getState()).filter((act) => act.key !== null);
  return (
    <Over label="Keys" className="keys" onClose={close}>
      <h2>Keys</h2>
      <dl>
        {acts.map((act) => (
          <div key={act.id}>
            <dt>
              <kbd>{act.key}</kbd>
            </dt>
            <dd className={act.whyNot ? 'is-faint' : ''}>
              {act.words}
              {act.whyNot ? <small>{act.whyNot}</small> : null}
            </dd>
          </div>
        ))}
        {always.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <ActButton onAct={close}>Close (Esc)</ActButton>
    </Over>
  );
}
