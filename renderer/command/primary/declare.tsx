import { type Severity, severities } from '../../../src/domain/authority/envelope';
import { openIncidentOf } from '../../../src/domain/incident/lookup';
import { unknownService } from '../../../src/domain/service/service-state';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { useNow } from '../../ui/now';
import { declare } from '../acts';
import { serviceToDeclare } from '../declare-service';
import { severityPreset } from '../severity-preset';
import type { PrimaryWords } from './fact';
import { Frame } from './frame';
import { ImpactStartField } from './impact-start-field';

type DeclareBlockProps = {
  readonly words: PrimaryWords;
  /** The service a probe found broken; null lets the person choose one. */
  readonly service: string | null;
};

/** Declares: which service, how bad, since when; one press declares and takes command. */
export function DeclareBlock({ words, service: measured }: DeclareBlockProps) {
  const asked = useScreen((state) => state.declareService);
  const chosen = useScreen((state) => state.severity);
  const impactStart = useScreen((state) => state.impactStart);
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const now = useNow();
  const service = plan && serviceToDeclare(plan, world, measured ?? asked);
  if (!service) return null;
  const state = world.services[service.id] ?? unknownService;
  const preset = severityPreset(service, state.condition);
  const severity = chosen ?? preset;
  const start = impactStart ?? state.firstBadAt;
  const title = measured ? words.title : 'Declare an incident';
  const facts = measured ? words.facts : [];
  return (
    <Frame
      words={{ tone: 'act', title, facts }}
      kind="declare"
      control={
        <ActButton
          kind="act"
          primary
          testId="declare"
          onAct={() => void declare({ service: service.id, severity, impactStart })}
        >
          Declare {severity} and take command<small>{service.name} · D</small>
        </ActButton>
      }
    >
      {measured ? null : <ServiceChoice chosen={service.id} />}
      <div className="declare-row">
        <SeverityChoice chosen={severity} preset={preset} />
        <ImpactStartField
          key={service.id}
          at={start ?? now}
          note={impactStart !== null ? 'as told by you' : start !== null ? 'by the probe' : 'from now'}
          onChange={(at) => show({ impactStart: at })}
        />
        {measured ? null : (
          <ActButton kind="link" onAct={() => show({ form: null })}>
            Leave (Esc)
          </ActButton>
        )}
      </div>
    </Frame>
  );
}

function SeverityChoice({ chosen, preset }: { readonly chosen: Severity; readonly preset: Severity }) {
  return (
    <fieldset className="severity-choice">
      <legend>Severity · {preset} is the worst plausible</legend>
      {severities.map((severity) => (
        <button
          key={severity}
          type="button"
          className={severity === chosen ? 'chosen' : ''}
          aria-pressed={severity === chosen}
          data-testid={`severity-${severity}`}
          onClick={() => show({ severity })}
        >
          {severity}
        </button>
      ))}
    </fieldset>
  );
}

function ServiceChoice({ chosen }: { readonly chosen: string }) {
  const services = useConsole((state) => state.plan.plan?.services);
  const world = useConsole((state) => state.situation);
  const free = (services ?? []).filter((each) => openIncidentOf(world, each.id) === null);
  return (
    <label className="service-choice">
      Service
      <select
        value={chosen}
        onChange={(event) => show({ declareService: event.target.value, severity: null })}
      >
        {free.map((service) => (
          <option key={service.id} value={service.id}>
            {service.name} · tier {service.tier} · {(world.services[service.id] ?? unknownService).condition}
          </option>
        ))}
      </select>
    </label>
  );
}
