import type { ReactNode } from 'react';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { utcTime } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { arm, breakOffPreflight, disarm, lookOver, showPreflight } from '../acts-fleet';
import { armFact, otherRunbook, preflightFact, progressFact } from '../fleet-words';
import type { Fact } from './fact';
import { FactText } from './frame';

/** How ready the endpoints of a service are for a run: what was looked at, and what stands connected. */
export function FleetLines({ service, runbook }: { readonly service: string; readonly runbook: string }) {
  return (
    <ul className="fleet-lines">
      <PreflightLine service={service} runbook={runbook} />
      <ArmLine service={service} />
    </ul>
  );
}

function PreflightLine({ service, runbook }: { readonly service: string; readonly runbook: string }) {
  const plan = useConsole((state) => state.plan.plan);
  const last = useConsole((state) => state.situation.services[service]?.preflight);
  const going = useConsole((state) => state.live.preflights?.[service]);
  const now = useNow();
  if (going)
    return (
      <Line testId="preflight-line" fact={progressFact(going)}>
        <ActButton kind="link" onAct={() => void breakOffPreflight(service)}>
          Break off (F)
        </ActButton>
      </Line>
    );
  if (!last || !plan)
    return (
      <Line testId="preflight-line" fact={['No preflight yet']}>
        <ActButton kind="link" testId="preflight" onAct={() => void lookOver(service)}>
          Look over the fleet (F)
        </ActButton>
      </Line>
    );
  const fact = [...preflightFact(last, now), otherRunbook(plan, last, runbook)];
  return (
    <Line testId="preflight-line" fact={fact} tone={last.ready === last.total ? undefined : 'warn'}>
      <ActButton kind="link" testId="preflight-found" onAct={() => showPreflight(service)}>
        {last.ready === last.total ? 'By site' : 'Show which'}
      </ActButton>
      <ActButton kind="link" testId="preflight" onAct={() => void lookOver(service)}>
        Look again (F)
      </ActButton>
    </Line>
  );
}

function ArmLine({ service }: { readonly service: string }) {
  const armed = useConsole((state) => state.live.arms?.[service]);
  const never = useConsole(
    (state) => state.plan.plan?.services.find((each) => each.id === service)?.arm === 'never',
  );
  if (never) return null;
  if (!armed)
    return (
      <Line testId="arm-line" fact={['Connections are opened when it runs']}>
        <ActButton kind="link" testId="arm" onAct={() => void arm(service)}>
          Arm: open them now (K)
        </ActButton>
      </Line>
    );
  const why = armed.examples.map(({ endpoint, because }) => `${endpoint}: ${because}`).join('\n');
  return (
    <Line testId="arm-line" fact={armFact(armed)} tone={armed.failed > 0 ? 'warn' : undefined} title={why}>
      <span className="is-faint">until {utcTime(armed.until).slice(0, 5)} UTC</span>
      <ActButton kind="link" testId="disarm" onAct={() => void disarm(service)}>
        Let go (K)
      </ActButton>
    </Line>
  );
}

function Line(line: {
  readonly testId: string;
  readonly fact: Fact;
  readonly tone?: 'warn' | undefined;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <li className={line.tone ? `fleet-line-${line.tone}` : ''}>
      <span data-testid={line.testId} title={line.title || undefined}>
        <FactText fact={line.fact} />
      </span>
      {line.children}
    </li>
  );
}
