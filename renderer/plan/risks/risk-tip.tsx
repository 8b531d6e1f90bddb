import type { RiskMark } from './risk-marks';

const most = 6;

/** Beside the pointer: the names behind a mark. */
export function RiskTip({ mark }: { readonly mark: RiskMark }) {
  const { risks } = mark;
  return (
    <ul className="risk-tip">
      {risks.slice(0, most).map(({ id, name, place }) => (
        <li key={id}>
          <b>{place}</b> {name}
        </li>
      ))}
      {risks.length > most ? <li>… and {risks.length - most} more; each click chooses the next</li> : null}
    </ul>
  );
}
