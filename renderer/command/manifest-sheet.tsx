import { isOnEndpoints } from '../../src/domain/run/stages';
import { stepText } from '../../src/domain/run/step-templates';
import { show } from '../screen';
import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { Over } from '../ui/over';
import { usePrimary } from './primary/use-primary';

const close = () => show({ over: null });

/** The whole manifest that a hold would run: every endpoint, every exclusion, every command. */
export function ManifestSheet() {
  const action = usePrimary();
  const preview = action && 'preview' in action ? action.preview : null;
  if (!preview) return null;
  const { manifest, runbookName } = preview;
  const isPlain = manifest.steps.every(isOnEndpoints);
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
        {manifest.values ? (
          <>
            <h3>Values</h3>
            <ul className="manifest-list">
              {Object.entries(manifest.values).map(([name, value]) => (
                <li key={name}>
                  <b>{name}</b>
                  <code>{value}</code>
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
