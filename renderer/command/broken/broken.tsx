import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { JournalStatus, PlanMistake } from '../../../src/ipc/snapshot';
import type { StartFound } from '../../../src/ipc/start-plan';
import { attempt } from '../../api';
import { isEdited } from '../../plan/edited-file';
import { enterPlan, enterPlanAt } from '../../plan/plan-acts';
import type { Filled } from '../../start/answers';
import { StartPlan } from '../../start/start-plan';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asCount, asNoun } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { once, openPlan, startDemo } from '../acts';
import { focusPrimary } from '../focus-primary';

type RefusedJournal = Extract<JournalStatus, { state: 'refused' }>;

function Plate({
  title,
  tone,
  children,
}: {
  readonly title: string;
  readonly tone: 'down' | 'risk' | 'act';
  readonly children: ReactNode;
}) {
  useEffect(focusPrimary, []);
  return (
    <main className={`plate plate-${tone}`}>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** The journal does not verify: nothing else works until a person has looked at the file. */
export function JournalRefused({ journal }: { readonly journal: RefusedJournal }) {
  return (
    <Plate title="The journal does not verify" tone="down">
      <div data-testid="journal-refused">
        <p className="plate-lead">
          Row <b>{asCount(journal.row)}</b>: {journal.reason}
        </p>
        <code className="plate-path">{journal.file}</code>
        <p>
          Holdfast shows and claims only what this record proves. It writes nothing and runs nothing; the file
          is as it was found.
        </p>
        <h2>What to do</h2>
        <ol>
          <li>Copy the file somewhere safe before anything else. It is evidence.</li>
          <li>
            Compare it with the last backup or export: everything before row {asCount(journal.row)} verifies.
          </li>
          <li>
            Move it away to start with an empty journal, or put the backup in its place. Then start Holdfast
            again.
          </li>
        </ol>
      </div>
    </Plate>
  );
}

/** No plan yet: open one, or see how it feels with a simulated fleet. */
export function NoPlan() {
  const demo = useConsole((state) => state.demo);
  const [found, setFound] = useState<StartFound | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const filled = useRef<Filled | null>(null);
  const close = (typed: Filled) => {
    filled.current = typed;
    setFound(null);
  };
  const start = () =>
    once('start', async () => {
      const chosen = await attempt('start.chooseInventory', {});
      setRefusal(chosen.ok ? null : chosen.error.message);
      if (chosen.ok && chosen.value) setFound(chosen.value);
    });
  if (found) return <StartPlan found={found} before={filled.current} onClose={close} />;
  return (
    <Plate title="No plan is open" tone="act">
      <p className="plate-lead">
        A plan is a folder of YAML files: people, services with their impact and objectives, runbooks, the
        fleet. Holdfast works from that folder and its own journal, with no network at all.
      </p>
      {demo.state !== 'starting' && demo.detail ? <p className="plate-lead is-down">{demo.detail}</p> : null}
      {refusal === null ? null : (
        <p className="plate-refusal is-risk" role="alert" data-testid="start-refused">
          {refusal}
        </p>
      )}
      {demo.state === 'starting' ? (
        <DemoStarting detail={demo.detail} />
      ) : (
        <div className="plate-acts">
          <ActButton kind="act" primary testId="open-plan" onAct={() => void openPlan()}>
            Open a plan folder
          </ActButton>
          <ActButton testId="start-inventory" onAct={() => void start()}>
            Start from an inventory
          </ActButton>
          <ActButton testId="start-demo" onAct={() => void startDemo()}>
            Start with the demo
          </ActButton>
        </div>
      )}
    </Plate>
  );
}

/** What the demo is doing until its fleet answers. */
export function DemoStarting({ detail }: { readonly detail: string }) {
  return (
    <p className="demo-starting" role="status" data-testid="demo-starting">
      <b>The demo is starting.</b> {detail}
    </p>
  );
}

/** A plan with mistakes and none in force: where each is, what is wrong, what would be right. */
export function PlanRefused({
  folder,
  problems,
}: {
  readonly folder: string | null;
  readonly problems: readonly PlanMistake[];
}) {
  const errors = problems.filter((each) => each.severity === 'error');
  // What is said of the folder itself is that it cannot be read.
  const isThere = errors.every((each) => each.file !== '.');
  return (
    <Plate
      title={`The plan ${folder ? `“${folder}” ` : ''}is refused: ${asNoun(errors.length, 'mistake')}`}
      tone="risk"
    >
      <p className="plate-lead">
        No plan is in force. Correct the files here or in another editor: the folder is read again at once.
      </p>
      <PlanProblems problems={problems} onOpen={enterPlanAt} />
      <div className="plate-acts">
        {isThere ? (
          <ActButton kind="act" primary testId="edit-folder" onAct={enterPlan}>
            Edit this folder (Q)
          </ActButton>
        ) : null}
        <ActButton
          kind={isThere ? 'quiet' : 'act'}
          primary={!isThere}
          testId="open-plan"
          onAct={() => void openPlan()}
        >
          Open another plan folder
        </ActButton>
        <ActButton testId="start-demo" onAct={() => void startDemo()}>
          Start with the demo
        </ActButton>
      </div>
    </Plate>
  );
}

type ProblemsProps = {
  readonly problems: readonly PlanMistake[];
  /** Leads to a place in a file that is edited here. */
  readonly onOpen?: (file: string, line: number) => void;
};

/** Mistakes of the plan, errors first. */
export function PlanProblems({ problems, onOpen }: ProblemsProps) {
  const sorted = [...problems].sort(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
  return (
    <ol className="plan-problems" data-testid="plan-problems">
      {sorted.map((problem) => (
        <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.rule}`}>
          <span className={problem.severity === 'error' ? 'is-down' : 'is-risk'}>
            <Shape form={problem.severity === 'error' ? 'cross' : 'triangle'} />
          </span>
          <code>
            {onOpen && isEdited(problem.file) ? (
              <button
                type="button"
                className="button button-link"
                onClick={() => onOpen(problem.file, problem.line)}
              >
                {problem.file}:{problem.line}
              </button>
            ) : (
              `${problem.file}:${problem.line}`
            )}
          </code>
          <span>
            <b>{problem.message}</b>
            <small>{problem.fix}</small>
          </span>
        </li>
      ))}
    </ol>
  );
}
