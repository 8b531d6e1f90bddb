import { useMemo } from 'react';
import { latency, type Stretch } from '../../../src/domain/views/latency';
import { cutPhases, phaseNames } from '../../../src/domain/views/phases';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asClock } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { Section } from '../../ui/section';
import { StackedBar } from '../../ui/stacked-bar';
import { useFocus } from '../focus';
import { phaseTones } from './phase-tones';

/** Stretches that are written out here: the longest; the sheet has all. */
const mostStretches = 4;

/** Where the time went: disjoint phases that sum to the time since impact, and what the longest waits were for. */
export function Phases() {
  const { incident } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const names = useConsole((state) => state.situation.names);
  const now = useNow();
  const stretches = useMemo(
    () => (incident ? latency(incident, names, plan, now) : []),
    [incident, names, plan, now],
  );
  if (!incident) return null;
  const phases = cutPhases(incident, now);
  const whole = phases.reduce((sum, phase) => sum + phase.tookMs, 0);
  return (
    <Section
      title={incident.verifiedAt ? `RTA ${asClock(whole)}` : 'Phases'}
      className="phases"
      aside={
        <ActButton kind="link" testId="to-x-ray" onAct={() => show({ over: 'x-ray' })}>
          X-ray (X)
        </ActButton>
      }
    >
      <StackedBar
        whole={whole}
        label={phases.map((phase) => `${phase.name} ${asClock(phase.tookMs)}`).join(', ')}
        parts={phases.map((phase) => ({
          key: phase.name,
          amount: phase.tookMs,
          tone: phaseTones[phase.name],
        }))}
      />
      <ol className="phase-list" data-testid="phases">
        {phaseNames.map((name) => {
          const phase = phases.find((each) => each.name === name);
          return (
            <li
              key={name}
              className={phase ? (phase.endedAt === null ? 'phase phase-open' : 'phase') : 'phase phase-none'}
            >
              <span className={phase ? `phase-mark fill-${phaseTones[name]}` : 'phase-mark'} />
              {name}
              <b>{phase ? asClock(phase.tookMs) : '–'}</b>
            </li>
          );
        })}
      </ol>
      <ol className="stretches" data-testid="stretches">
        {longest(stretches).map((stretch) => (
          <li
            key={`${stretch.phase} ${stretch.startedAt} ${stretch.words}`}
            className={stretch.endedAt === null ? 'stretch-open' : ''}
          >
            <span className={`phase-mark fill-${phaseTones[stretch.phase]}`} />
            <span>{stretch.words}</span>
            <b>{asClock(stretch.tookMs)}</b>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The one that lasts and the longest of the others, in order of time. */
function longest(stretches: readonly Stretch[]): readonly Stretch[] {
  const weight = (stretch: Stretch) => (stretch.endedAt === null ? Number.POSITIVE_INFINITY : stretch.tookMs);
  const kept = [...stretches].sort((a, b) => weight(b) - weight(a)).slice(0, mostStretches);
  return kept.sort((a, b) => a.startedAt - b.startedAt);
}
