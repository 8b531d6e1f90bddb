import { enterPlan } from '../../plan/plan-acts';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asAgo, asClock } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asNoun } from '../../ui/numbers';
import { exportIncident } from '../acts';
import { useFocus } from '../focus';
import type { Fact, PrimaryWords } from './fact';
import { Frame } from './frame';

/** Nothing to do here: says so quietly, and keeps *Declare* at hand. */
export function CalmBlock({ words }: { readonly words: PrimaryWords }) {
  const { service, barIncident, last, calm } = useFocus();
  const services = useConsole((state) => state.plan.plan?.services.length ?? 0);
  const at = useNow();
  const facts: Fact[] = [];
  if (!calm && barIncident)
    facts.push(['Open elsewhere: ', { strong: `${barIncident.id} · ${barIncident.title}` }]);
  if (calm && last?.verifiedAt)
    facts.push([
      'Last: ',
      { strong: `${last.id} · ${last.title}` },
      `, verified in ${asClock(last.verifiedAt - last.impactStart)}, stood down ${asAgo(at - (last.resolvedAt ?? at))}`,
    ]);
  else if (calm)
    facts.push([
      `${asNoun(services, 'service')} under watch. If people tell you otherwise, believe them and declare.`,
    ]);
  const title = !calm && service ? `${service.name}: nothing to do here` : words.title;
  return (
    <Frame
      words={{ ...words, title, facts }}
      kind="calm"
      control={
        <ActButton
          testId="declare"
          onAct={() => show({ form: 'declare', declareService: calm ? null : (service?.id ?? null) })}
        >
          Declare<small>choose the service · D</small>
        </ActButton>
      }
    >
      {!calm && barIncident ? (
        <div className="primary-links">
          <ActButton kind="link" onAct={() => show({ chosenService: barIncident.service })}>
            Go to {barIncident.id}
          </ActButton>
        </div>
      ) : null}
      {calm ? (
        <div className="primary-links">
          {last ? (
            <ActButton kind="link" onAct={() => void exportIncident(last.id)}>
              Export {last.id} (E)
            </ActButton>
          ) : null}
          {last ? (
            <ActButton kind="link" testId="reopen-last" onAct={() => show({ form: 'reopen' })}>
              Reopen {last.id}
            </ActButton>
          ) : null}
          <ActButton kind="link" testId="enter-plan" onAct={enterPlan}>
            Read and edit the plan (Q)
          </ActButton>
        </div>
      ) : null}
    </Frame>
  );
}
