import { type ReactNode, useEffect, useState } from 'react';
import { missingKeys } from '../../src/domain/plan/missing-keys';
import type { Plan } from '../../src/domain/plan/plan';
import type { ConsoleLogin } from '../../src/ipc/host-keys';
import { call } from '../api';
import { focusPrimary } from '../command/focus-primary';
import { primaryWords } from '../command/primary/primary-words';
import { SignInBlock } from '../command/primary/sign-in';
import { useScreen } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { useNow } from '../ui/now';
import { asNoun } from '../ui/numbers';
import { FirstLook } from './first-look';
import { leaveFirstSteps } from './first-steps-acts';
import { HostKeys } from './host-keys';
import { loginWords } from './login-words';

/** What a new plan still needs before its first run: who is here, the key that signs in, host keys, a look. */
export function FirstSteps() {
  const plan = useConsole((state) => state.plan.plan);
  const operator = useConsole((state) => state.situation.operator);
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  if (!plan) return null;
  const missing = missingKeys(plan);
  const someMissing = missing.direct.length + missing.behind.length > 0;
  const services = asNoun(plan.services.length, 'service');
  return (
    <main className="first-steps" data-testid="first-steps">
      <header>
        <h1>The plan of {plan.organisation} is in force</h1>
        <p>
          {services} · {asNoun(plan.endpoints.length, 'endpoint')}. What is left before its first run:
        </p>
      </header>
      <ol>
        <Step title="Who is here">
          <Who plan={plan} operator={operator} />
        </Step>
        <Step title="The key that signs in">
          <Login plan={plan} />
        </Step>
        <Step title="Host keys">
          <HostKeys
            missing={missing}
            isOpen={operator !== null}
            isKept={isKept}
            onKept={() => setKept(true)}
          />
        </Step>
        <Step title="A first look">
          <FirstLook plan={plan} isNext={operator !== null && (isKept || !someMissing)} />
        </Step>
      </ol>
      <footer>
        <ActButton testId="leave-first-steps" onAct={leaveFirstSteps}>
          To the console (Esc)
        </ActButton>
        <p>Nothing here has to be done now. Ctrl K finds “First steps” again.</p>
      </footer>
    </main>
  );
}

function Step({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li>
      <h2>{title}</h2>
      <div>{children}</div>
    </li>
  );
}

function Who({ plan, operator }: { readonly plan: Plan; readonly operator: string | null }) {
  const world = useConsole((state) => state.situation);
  const isAsked = useScreen((state) => state.form === 'sign-in');
  const at = useNow();
  useEffect(() => {
    if (operator === null) focusPrimary();
  }, [operator]);
  if (operator === null || isAsked)
    return <SignInBlock words={primaryWords({ kind: 'sign-in' }, { plan, world, at })} />;
  const name = plan.people.find(({ id }) => id === operator)?.name ?? operator;
  return <p data-testid="first-who">{name} is at this console.</p>;
}

function Login({ plan }: { readonly plan: Plan }) {
  const [login, setLogin] = useState<ConsoleLogin | null>(null);
  const named = useConsole((state) =>
    state.plan.problems.find(({ rule }) => rule === 'missing-identity' || rule === 'identity-not-used'),
  );
  // Asked again for each plan: another one may sign in with another key.
  const { digest } = plan;
  useEffect(() => {
    let isOver = false;
    void call('keys.login', {}).then((found) => {
      if (!isOver && found && digest !== '') setLogin(found);
    });
    return () => {
      isOver = true;
    };
  }, [digest]);
  if (!login) return <p>Looking on this machine …</p>;
  return (
    <p className={login.is === 'none' ? 'is-risk' : ''} data-testid="first-login">
      {named ? `${named.message} ` : ''}
      {loginWords(login)}
    </p>
  );
}

/** Escape goes one step back, whichever control has the focus, or none: out of words, a question, then the page. */
function onKey(event: KeyboardEvent): void {
  const { over, form, notice } = useScreen.getState();
  if (event.key !== 'Escape' || over !== null || event.defaultPrevented) return;
  event.preventDefault();
  if (notice !== null || form !== null) useScreen.setState({ notice: null, form: null, person: null });
  else leaveFirstSteps();
}
