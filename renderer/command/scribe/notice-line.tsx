import { show, useScreen } from '../../screen';
import { Shape } from '../../ui/shape';

const looks = {
  done: { form: 'disc', tone: 'good' },
  refused: { form: 'triangle', tone: 'risk' },
  failed: { form: 'cross', tone: 'down' },
  hint: { form: 'ring', tone: 'act' },
} as const;

/** What the console has to say to the person: above the scribe line, never over anything, until dismissed. */
export function NoticeLine() {
  const notice = useScreen((state) => state.notice);
  return (
    <div className="notice-room" role="alert">
      {notice ? (
        <div className={`notice notice-${notice.tone}`} data-testid="notice">
          <span className={`is-${looks[notice.tone].tone}`}>
            <Shape form={looks[notice.tone].form} />
          </span>
          <span className="notice-words">
            {notice.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </span>
          <button type="button" onClick={() => show({ notice: null })}>
            <kbd>Esc</kbd> dismiss
          </button>
        </div>
      ) : null}
    </div>
  );
}
