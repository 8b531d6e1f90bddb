import { isOnEndpoints } from '../../src/domain/run/stages';
import { stepText } from '../../src/domain/run/step-templates';
import { keptWords } from '../../src/domain/run/undo';
import { show } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { Over } from '../ui/over';
import { usePrimary } from './primary/use-primary';
import { shortened, shownValues } from './primary/values-words';

const close = () => show({ over: null });

/** The whole manifest that a hold would run: every endpoint, every exclusion, every command. */
export function ManifestSheet() {
  const action = usePrimary();
  // The second person sees exactly what was asked for, not what would be resolved now.
  const preview =
    action && ('preview' in action ? action.preview : action.kind === 'approve' ? action.approval : null);
  const plan = useConsole((state) => state.plan.plan);
  if (!preview || !plan) return null;
  const { manifest, runbookName } = preview;
  const isPlain = manifest.steps.every(isOnEndpoints);
  const values = shownValues(plan, manifest);
  return (
    <Over label={`Manifest of ${runbookName}`} className="manifest" onClose={close}>
      <header>
        <h2>Manifest</h2>
        <b>
          {runbookName} on {asNoun(manifest.entries.length, 'endpoint')}
        </b>
        <code>{manifest.digest}</code>
        <ActButton onAct={close}>Close (Esc)</ActButton>
      </header>
      <div className="manifest-body">
        <h3>{isPlain ? 'Sent to each, in this order' : 'Done in this order'}</h3>
        <ol className="manifest-steps">
          {manifest.steps.map((step) => (
            <li key={step.id}>
              <span>
                {step.id} · {step.kind}
                {isOnEndpoints(step)
                  ? ''
                  : manifest.done?.includes(step.id)
                    ? ', once: done already'
                    : ', once'}
              </span>
              <code>{stepText(step)}</code>
            </li>
          ))}
        </ol>
        {manifest.undo && manifest.undo.kept.length > 0 ? (
          <p className="is-risk">Stays as it is: {keptWords(manifest.undo.kept)}</p>
        ) : null}
        {values.length > 0 ? (
          <>
            <h3>Values</h3>
            <ul className="manifest-list">
              {values.map(({ id, written, inPlaceOf }) => (
                <li key={id}>
                  <b>{id}</b>
                  <code className="manifest-value">{written === '' ? '(empty)' : written}</code>
                  {inPlaceOf === null ? null : (
                    <span className="is-risk">▲ changed, default {shortened(inPlaceOf)}</span>
                  )}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {manifest.excluded.length > 0 ? (
          <>
            <h3>{asNoun(manifest.excluded.length, 'endpoint')} excluded</h3>
            <ul className="manifest-list">
              {manifest.excluded.map(({ endpoint, reason }) => (
                <li key={endpoint}>
                  <b>{endpoint}</b>
                  <span className="is-risk">{reason}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <h3>{asNoun(manifest.entries.length, 'endpoint')} included</h3>
        <ul className="manifest-list">
          {manifest.entries.map((entry) => (
            <li key={entry.endpoint}>
              <b>{entry.endpoint}</b>
              <span className="is-dim">
                {entry.user}@{entry.address}:{entry.port}
              </span>
              <code title={entry.hostKeys.join(', ')}>{entry.hostKeys[0]?.slice(0, 19)}</code>
            </li>
          ))}
        </ul>
      </div>
    </Over>
  );
}
