import { useMemo, useState } from 'react';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asAge } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asCount, asNoun } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { type AlertGroup, alertGroups } from './alert-groups';

/** Groups that are written out before somebody asks for all. */
const mostGroups = 4;
const none = {};

/** Alerts that fire for a service, by name with count and age; and how many fire that no service asks for. */
export function Alerts({ service }: { readonly service: string }) {
  const own = useConsole((state) => state.situation.alerts[service] ?? none);
  const others = useConsole((state) => Object.keys(state.situation.alerts[''] ?? none).length);
  const [all, showAll] = useState(false);
  const now = useNow();
  const groups = useMemo(() => alertGroups(Object.values(own)), [own]);
  const shown = all ? groups : groups.slice(0, mostGroups);
  if (groups.length === 0 && others === 0) return null;
  return (
    <>
      <ul className={`signal-list alerts${all ? ' alerts-all' : ''}`} data-testid="alerts">
        {shown.map((group) => (
          <AlertLine key={group.name} group={group} now={now} />
        ))}
      </ul>
      {groups.length > mostGroups ? (
        <ActButton kind="link" testId="all-alerts" onAct={() => showAll(!all)}>
          {all ? 'Show fewer' : `and ${groups.length - mostGroups} more names`}
        </ActButton>
      ) : null}
      {others > 0 ? <p className="is-faint">{asNoun(others, 'alert')} that no service asks for</p> : null}
    </>
  );
}

function AlertLine({ group, now }: { readonly group: AlertGroup; readonly now: number }) {
  const bad = group.severity === 'SEV-1' || group.severity === 'SEV-2';
  return (
    <li title={group.summary}>
      <span className={bad ? 'is-down' : 'is-risk'}>
        <Shape form={bad ? 'cross' : 'triangle'} />
      </span>
      <span className="alert-name">
        {group.name} <span className="is-dim">{group.severity}</span>
        {group.count > 1 ? <b> × {asCount(group.count)}</b> : null}
      </span>
      <span className="is-faint">{asAge(now - group.since)}</span>
    </li>
  );
}
