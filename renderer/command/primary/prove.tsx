import { nameOf } from '../../../src/domain/names';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { type PinQuestion, usePinEntry } from '../../ui/pin-entry';
import { enrolAndSignIn, setPin, signIn } from '../acts-people';
import { pinQuestion } from '../pin-question';
import type { Fact } from './fact';
import { Frame } from './frame';

const nobody: never[] = [];
const useName = (person: string) =>
  nameOf(
    useConsole((state) => state.plan.plan?.people ?? nobody),
    person,
  );

/** One person proves who they are: to sign in, or to unlock what they left. */
export function ProveBlock({ person }: { readonly person: string }) {
  const name = useName(person);
  const locked = useConsole((state) => state.situation.locked === person);
  const question = useConsole((state) =>
    state.plan.plan ? pinQuestion(state.plan.plan, state.situation, person) : null,
  );
  const pending = useScreen((state) => state.pending === 'sign-in');
  const entry = usePinEntry(question ?? 'known', (pin) =>
    question === 'first' ? enrolAndSignIn(person, pin) : signIn(person, pin),
  );
  const missing = question === null ? null : entry.missing;
  const words = locked ? 'Unlock' : question === 'first' ? 'Set PIN and sign in' : 'Sign in';
  return (
    <Frame
      words={{ tone: locked ? 'warn' : 'act', ...proveWords(name, locked, question) }}
      kind={locked ? 'locked' : 'sign-in'}
      control={
        <ActButton
          kind="act"
          testId="prove"
          primary={question === null}
          disabled={pending || missing !== null}
          onAct={question === null ? () => void signIn(person) : entry.send}
        >
          {words}
          <small>{missing ?? `as ${name} · Enter`}</small>
        </ActButton>
      }
    >
      {question === null ? null : entry.fields}
      <div className="primary-links">
        <ActButton kind="link" testId="someone-else" onAct={() => show({ form: 'sign-in', person: null })}>
          Someone else is here
        </ActButton>
      </div>
    </Frame>
  );
}

function proveWords(name: string, locked: boolean, question: PinQuestion | null) {
  const facts: Fact[] = locked
    ? [['Everything stays in sight, and Veto and Stop work as ever. All other acts wait for your PIN.']]
    : question === 'first'
      ? [[`${name} has no PIN at this console yet, and this plan is live: everyone needs one.`]]
      : question === 'known'
        ? [['Every act is recorded under this name.']]
        : [];
  return { title: locked ? `Locked: ${name}` : `${name} at this console`, facts };
}

/** Sets or changes a PIN, the operator's own or one they vouch for. */
export function PinBlock({ person }: { readonly person: string }) {
  const name = useName(person);
  const own = useConsole((state) => state.situation.operator === person);
  const has = useConsole((state) => Boolean(state.situation.operators[person]?.enrolledAt));
  const pending = useScreen((state) => state.pending === 'pin');
  const question = has && own ? 'change' : 'first';
  const entry = usePinEntry(question, (pin, old) => setPin(person, name, pin, old));
  const fact =
    has && !own ? `You vouch for ${name}; the record will say so.` : 'It never leaves this machine.';
  return (
    <Frame
      words={{ tone: 'act', title: `${has ? 'Change' : 'Set'} the PIN of ${name}`, facts: [[fact]] }}
      kind="pin"
      control={
        <ActButton
          kind="act"
          testId="set-pin"
          disabled={pending || entry.missing !== null}
          onAct={entry.send}
        >
          {has ? 'Change PIN' : 'Set PIN'}
          <small>{entry.missing ?? 'Enter'}</small>
        </ActButton>
      }
    >
      {entry.fields}
      <div className="primary-links">
        <ActButton kind="link" onAct={() => show({ form: null, person: null })}>
          Leave it as it is (Esc)
        </ActButton>
      </div>
    </Frame>
  );
}
