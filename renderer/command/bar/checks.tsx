import type { ConnectivityCheck } from '../../../src/domain/plan/plan';
import { isSilent } from '../../../src/domain/service/silence';
import { useConsole } from '../../store';
import { asAge } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { Shape } from '../../ui/shape';

/**
 * What the console can reach besides the fleet: the internet, DNS, chat, each with its age.
 * @param mostLines how many lines there is room for; the failing ones come first
 */
export function Checks({ mostLines }: { readonly mostLines: number }) {
  const checks = useConsole((state) => state.plan.plan?.connectivity);
  const known = useConsole((state) => state.situation.connectivity);
  const checkedAt = useConsole((state) => state.live.checkedAt);
  const openedAt = useConsole((state) => state.openedAt);
  const now = useNow();
  if (!checks || checks.length === 0) return null;
  const lines = checks
    .map((check) => lineOf(check, known[check.id] ?? null, checkedAt[check.id] ?? null, openedAt, now))
    .sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
  const hidden = lines.length > mostLines ? lines.slice(mostLines - 1) : [];
  return (
    <>
      {lines.slice(0, lines.length - hidden.length).map((line) => (
        <p key={line.id} data-testid={`check-${line.id}`} title={line.title}>
          <span className={`is-${line.tone}`}>
            <Shape form={line.form} />
          </span>
          <b className="check-name">{line.name}</b>
          <span className="is-faint">{line.age}</span>
        </p>
      ))}
      {hidden.length > 0 ? (
        <p className="is-faint">
          and {hidden.length} more{restWords(hidden.map((line) => line.tone))}
        </p>
      ) : null}
    </>
  );
}

/** What must not be hidden with the lines: how many are lost. */
function restWords(tones: readonly string[]): string {
  const lost = tones.filter((tone) => tone === 'down').length;
  if (lost > 0) return `, ${lost} lost`;
  return tones.every((tone) => tone === 'good') ? ', good' : '';
}

const order: readonly string[] = ['down', 'unknown', 'good'];

function lineOf(
  check: ConnectivityCheck,
  state: { readonly ok: boolean; readonly because: string; readonly since: number } | null,
  checkedAt: number | null,
  openedAt: number,
  now: number,
) {
  const { id, name } = check;
  if (state === null)
    return {
      id,
      name,
      tone: 'unknown',
      form: 'ring',
      age: 'not yet',
      title: `${name}: not asked yet`,
    } as const;
  const silent = isSilent(check, checkedAt, checkedAt === null ? openedAt : 0, now);
  const title = `${name}: ${state.because}`;
  if (silent && checkedAt !== null)
    return {
      id,
      name,
      title,
      tone: 'unknown',
      form: 'ring',
      age: `silent ${asAge(now - checkedAt)}`,
    } as const;
  // Lost: since when. Reached: how fresh that is.
  return state.ok
    ? ({
        id,
        name,
        title,
        tone: 'good',
        form: 'disc',
        age: checkedAt === null ? '' : asAge(now - checkedAt),
      } as const)
    : ({ id, name, title, tone: 'down', form: 'cross', age: `lost ${asAge(now - state.since)}` } as const);
}
