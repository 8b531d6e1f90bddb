import { useEffect, useRef, useState } from 'react';
import type { MissingKeys } from '../../src/domain/plan/missing-keys';
import type { HostKeysLook, SilentCause } from '../../src/ipc/host-keys';
import { focusPrimary } from '../command/focus-primary';
import { useScreen } from '../screen';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { TwiceButton } from '../ui/twice-button';
import { keepKeys, lookAtKeys } from './first-steps-acts';
import { ShownKeysTable } from './shown-keys-table';

type HostKeysProps = {
  readonly missing: MissingKeys;
  /** Whether somebody is here who may go on with it. */
  readonly isOpen: boolean;
  /** Keys were kept here already: who is still without one may stay so. */
  readonly isKept: boolean;
  readonly onKept: () => void;
};

/** Who has no host key on file, what they show to whoever asks, and keeping it on a person's word. */
export function HostKeys({ missing, isOpen, isKept, onKept }: HostKeysProps) {
  const { all, direct, behind } = missing;
  const [look, setLook] = useState<HostKeysLook | null>(null);
  const isLooking = useScreen((state) => state.pending === 'keys');
  const without = direct.length + behind.length;
  const isNext = isOpen && !isKept && look === null;
  const table = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen && !isKept && without > 0) focusPrimary();
  }, [isOpen, isKept, without]);
  useEffect(() => {
    // Onto what has to be read, never onto what keeps it.
    if (look && look.keys > 0) table.current?.focus();
  }, [look]);
  const ask = async () => {
    const found = await lookAtKeys();
    if (found) setLook(found);
  };
  const keep = async () => {
    if (!look || !(await keepKeys(look.digest))) return;
    setLook(null);
    onKept();
  };
  if (without === 0)
    return <p data-testid="first-keys">All {asNoun(all, 'machine')} have a host key on file.</p>;
  return (
    <>
      <p className="is-risk" data-testid="first-keys">
        {asCount(without)} of {asNoun(all, 'machine')} {without === 1 ? 'has' : 'have'} no host key on file.
        Nothing is sent to {without === 1 ? 'it until it does' : 'them until they do'}.
      </p>
      {behind.length > 0 ? (
        <p>
          {asCount(behind.length)} of them {behind.length === 1 ? 'lies' : 'lie'} behind others and cannot be
          asked from here: collect their keys there.
        </p>
      ) : null}
      {direct.length > 0 ? (
        <div className="first-acts">
          <ActButton
            kind={isNext ? 'act' : 'quiet'}
            primary={isNext}
            testId="look-at-keys"
            disabled={isLooking}
            onAct={() => void ask()}
          >
            {look ? 'Look again' : `Look at the host keys of ${asNoun(direct.length, 'machine')}`}
          </ActButton>
          <span role="status">
            {isLooking ? 'Asking. Who does not answer is waited for, up to 5 s each.' : ''}
          </span>
        </div>
      ) : null}
      {look ? <Silent look={look} /> : null}
      {look && look.keys > 0 ? (
        <>
          <ShownKeysTable shown={look.shown} area={table} />
          <p>
            Whoever stands in between could have shown these keys. Compare some by another way first: on the
            endpoint itself, <code>ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</code> prints the same.
          </p>
          <div className="first-acts">
            <TwiceButton
              words={`Keep ${asNoun(look.keys, 'key')}, compared by nobody`}
              again={`Press again: nobody compared ${look.keys === 1 ? 'this key' : `these ${asCount(look.keys)} keys`}`}
              testId="keep-keys"
              onAct={() => void keep()}
            />
            <small>The file says who kept them, when, and that nobody compared them.</small>
          </div>
        </>
      ) : null}
    </>
  );
}

const causes: Readonly<Record<SilentCause, string>> = {
  HostNotFound: 'cannot be found by name, or no network leads there',
  ConnectTimeout: 'did not answer within 5 s',
  ConnectRefused: 'refused the connection: nothing listens on that port',
  HandshakeFailed: 'cut the connection',
  NoKeyShown: 'took the connection and showed no SSH host key',
};

/** Who was asked and showed nothing, by cause. */
function Silent({ look }: { readonly look: HostKeysLook }) {
  const asked = look.shown.length + look.silent.reduce((sum, { machines }) => sum + machines, 0);
  return (
    <div data-testid="keys-found">
      <p>
        <b>
          {asCount(look.shown.length)} of {asCount(asked)} showed {asNoun(look.keys, 'key')}.
        </b>
      </p>
      <ul className="first-silent">
        {look.silent.map(({ cause, machines, some }) => (
          <li key={cause}>
            <b className="is-risk">{asCount(machines)}</b> {causes[cause]}:{' '}
            <span className="is-dim">
              {some.join(', ')}
              {machines > some.length ? ' …' : ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
