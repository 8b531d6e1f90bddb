import { Shape } from '../../ui/shape';

/** One mark per good sweep needed. */
export function VerifyProgress({ good, needed }: { readonly good: number; readonly needed: number }) {
  const marks = Array.from({ length: Math.min(needed, 10) }, (_, index) => ({
    key: `sweep-${index + 1}`,
    seen: index < good,
  }));
  return (
    <div className="verify-progress" role="img" aria-label={`${good} of ${needed} good sweeps`}>
      <span className="verify-marks">
        {marks.map(({ key, seen }) => (
          <span key={key} className={seen ? 'is-good' : 'is-quiet'}>
            <Shape form={seen ? 'disc' : 'ring'} />
          </span>
        ))}
      </span>
      <b>
        {good} of {needed}
      </b>
      <small>good sweeps in a row</small>
    </div>
  );
}
