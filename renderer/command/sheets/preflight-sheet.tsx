import { causeWords, type PreflightCause } from '../../../src/domain/run/preflight/cause';
import type { LastPreflight } from '../../../src/domain/run/preflight/preflight';
import { selectEndpoints } from '../../../src/domain/run/selector';
import { preflightSites } from '../../../src/domain/views/preflight-sites';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asAgo, asSpan } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asCount, asNoun } from '../../ui/numbers';
import { Over } from '../../ui/over';
import { breakOffPreflight, lookOver } from '../acts-fleet';
import { progressFact } from '../fleet-words';
import { useFocus } from '../focus';
import { FactText } from '../primary/frame';

const close = () => show({ over: null, preflightOf: null });

/** What a run makes of an endpoint with this cause; the rest is tried, and a person was warned. */
const leavesOut: readonly PreflightCause[] = [
  'host key changed',
  'no host key on file',
  'unreachable',
  'login refused',
];

/** What the last preflight of a service found: by site, then by cause with every endpoint behind it. */
export function PreflightSheet() {
  const chosen = useScreen((state) => state.preflightOf);
  const { service: focused } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const service = plan?.services.find((each) => each.id === chosen) ?? focused;
  const last = useConsole((state) => state.situation.services[service?.id ?? '']?.preflight);
  const going = useConsole((state) => state.live.preflights?.[service?.id ?? '']);
  const now = useNow();
  if (!plan || !service) return null;
  const { id, name } = service;
  return (
    <Over label={`Preflight of ${name}`} className="manifest preflight" onClose={close}>
      <header>
        <h2>Preflight of {name}</h2>
        <b data-testid="preflight-sum">
          {going ? <FactText fact={progressFact(going)} /> : last ? lastWords(last, now) : 'None yet'}
        </b>
        <span className="sheet-acts">
          {going ? (
            <ActButton onAct={() => void breakOffPreflight(id)}>Break off</ActButton>
          ) : (
            <ActButton testId="look-again" onAct={() => void lookOver(id)}>
              {last ? 'Look again' : 'Look over the fleet'}
            </ActButton>
          )}
          <ActButton onAct={close}>Close (Esc)</ActButton>
        </span>
      </header>
      {last ? (
        <Found last={last} endpoints={selectEndpoints(service.endpoints, plan.endpoints)} />
      ) : (
        <p className="manifest-body preflight-none">
          A preflight asks every endpoint of {name} once: reach, host key, login, sudo where the runbook needs
          it, disk and clock. It changes nothing there.
        </p>
      )}
    </Over>
  );
}

const lastWords = ({ at, ready, total, tookMs }: LastPreflight, now: number): string =>
  `${asCount(ready)} of ${asNoun(total, 'endpoint')} ready · ${asAgo(now - at)}, looked for ${asSpan(Math.max(1000, tookMs))}`;

function Found({
  last,
  endpoints,
}: {
  readonly last: LastPreflight;
  readonly endpoints: Parameters<typeof preflightSites>[0];
}) {
  const { found, consoleClockOffMs } = last;
  return (
    <div className="manifest-body">
      {consoleClockOffMs === undefined ? null : (
        <p className="is-risk">
          Most endpoints agree with each other and not with this console: its own clock seems{' '}
          {asSpan(consoleClockOffMs)} {consoleClockOffMs > 0 ? 'ahead' : 'behind'}.
        </p>
      )}
      <h3>By site</h3>
      <table className="x-ray preflight-sites">
        <tbody>
          {preflightSites(endpoints, found).map(({ site, ready, total, causes }) => (
            <tr key={site}>
              <th scope="row">{site || 'no site'}</th>
              <td className={ready < total ? '' : 'is-faint'}>
                {asCount(ready)} of {asCount(total)} ready
              </td>
              <td>
                {causes.map(([cause, many]) => `${asCount(many)} ${causeWords(cause, last)}`).join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.map(({ cause, endpoints: having }) => (
        <section key={cause} data-testid={`cause-${cause.replaceAll(' ', '-')}`}>
          <h3>
            {asCount(having.length)} {causeWords(cause, last)}
            <small className="is-faint">
              {leavesOut.includes(cause)
                ? ' · left out of a run for now'
                : ' · a warning only: a run still goes there'}
            </small>
          </h3>
          <ul className="manifest-list preflight-list">
            {having.map(({ endpoint, words }) => (
              <li key={endpoint}>
                <b>{endpoint}</b>
                <span className="is-dim">{words}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
