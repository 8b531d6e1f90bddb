import { cutPhases, type PhaseName, phaseNames } from '../../../src/domain/views/phases';
import { asClock } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { Section } from '../../ui/section';
import { StackedBar } from '../../ui/stacked-bar';
import { useFocus } from '../focus';

const tones: Readonly<Record<PhaseName, string>> = {
  detect: 'phase-1',
  decide: 'phase-2',
  authorise: 'phase-3',
  execute: 'phase-4',
  verify: 'phase-5',
};

/** Where the time went: disjoint phases that sum to the time since impact. */
export function Phases() {
  const { incident } = useFocus();
  const now = useNow();
  if (!incident) return null;
  const phases = cutPhases(incident, now);
  const whole = phases.reduce((sum, phase) => sum + phase.tookMs, 0);
  return (
    <Section
      title="Phases"
      className="phases"
      aside={
        <span className="section-count">
          {incident.verifiedAt ? `RTA ${asClock(whole)}` : `${asClock(whole)} so far`}
        </span>
      }
    >
      <StackedBar
        whole={whole}
        label={phases.map((phase) => `${phase.name} ${asClock(phase.tookMs)}`).join(', ')}
        parts={phases.map((phase) => ({ key: phase.name, amount: phase.tookMs, tone: tones[phase.name] }))}
      />
      <ol className="phase-list" data-testid="phases">
        {phaseNames.map((name) => {
          const phase = phases.find((each) => each.name === name);
          return (
            <li key={name} className={phase?.endedAt === null ? 'phase phase-open' : 'phase'}>
              <span className={phase ? `phase-mark fill-${tones[name]}` : 'phase-mark'} />
              {name}
              <b>{phase ? asClock(phase.tookMs) : '–'}</b>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
