import { useMemo, useState } from 'react';
import type { Run } from '../../../src/domain/run/run-state';
import type { OutputGroup } from '../../../src/domain/views/output-groups';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { ListBox } from '../../ui/list-box';
import { asCount, asNoun } from '../../ui/numbers';
import { Over } from '../../ui/over';
import { endTones, endWords } from '../cause-words';
import { incidentForRecord, useFocus } from '../focus';
import { runsOf } from '../grid/cell-state';
import { GroupDetail } from './group-detail';
import { useOutputs } from './use-outputs';

const close = () => show({ over: null });
const none: readonly OutputGroup[] = [];

/** What all endpoints of a run said in one step: the few distinct outputs, and how each deviates from what most said. */
export function OutputsSheet() {
  const incident = incidentForRecord(useFocus());
  const wanted = useScreen((state) => state.outputs);
  const run = useConsole((state) => {
    const runs = runsOf(incident, state.world.runs);
    return runs.find((each) => each.id === wanted.run) ?? runs.at(-1) ?? null;
  });
  if (!run) return null;
  return <Sheet key={`${run.id} ${wanted.step} ${wanted.endpoint}`} run={run} />;
}

function Sheet({ run }: { readonly run: Run }) {
  const wanted = useScreen((state) => state.outputs);
  const { steps } = run.manifest;
  const [step, setStep] = useState(wanted.step ?? steps.at(-1)?.id ?? '');
  const [exact, setExact] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const outputs = useOutputs(run.id, step, exact, run.result === null);
  const groups = outputs?.groups ?? none;
  const ofEndpoint = groups.find((each) => wanted.endpoint && each.endpoints.includes(wanted.endpoint));
  const group = groups.find((each) => each.key === chosen) ?? ofEndpoint ?? groups[0];
  const usualLines = useMemo(() => new Set(groups[0]?.compared.split('\n')), [groups]);
  return (
    <Over label={`Outputs of ${run.id}`} className="outputs" onClose={close}>
      <header>
        <h2>Outputs</h2>
        <b>
          {run.runbookName} · {run.id}
        </b>
        <span className="outputs-steps">
          {steps.length > 1
            ? steps.map(({ id }) => (
                <button
                  key={id}
                  type="button"
                  className={id === step ? 'view-button chosen' : 'view-button'}
                  aria-pressed={id === step}
                  onClick={() => setStep(id)}
                >
                  Step {id}
                </button>
              ))
            : null}
        </span>
        <p data-testid="outputs-summary">{outputs ? summary(groups, outputs.more) : 'Reading the journal'}</p>
        <label className="outputs-exact">
          <input
            type="checkbox"
            checked={exact}
            onChange={() => setExact(!exact)}
            data-testid="outputs-exact"
          />
          Compare letter by letter
        </label>
        <ActButton onAct={close}>Close (Esc)</ActButton>
      </header>
      {group && outputs ? (
        <div className="outputs-body">
          <ListBox
            label="Distinct outputs, the most frequent first"
            className="side-list outputs-list"
            chosen={group.key}
            onMove={setChosen}
            onTake={setChosen}
            autoFocus
            options={groups.map((each, index) => ({
              id: each.key,
              testId: `output-group-${index + 1}`,
              content: <GroupLine group={each} words={index === 0 ? each.text : telling(each, usualLines)} />,
            }))}
          />
          <GroupDetail group={group} usual={groups[0] ?? group} exact={exact} />
        </div>
      ) : (
        <p className="outputs-none is-dim">{outputs ? `No endpoint has ended the step ${step} yet.` : ''}</p>
      )}
    </Over>
  );
}

/** A group by its end and the line that tells it from the others. */
function GroupLine({ group, words: line }: { readonly group: OutputGroup; readonly words: string }) {
  const words = endWords(group);
  return (
    <>
      <b className={endTones[group.state]}>{asCount(group.endpoints.length)}</b>
      <span>{group.text ? <code>{line.trim().split('\n')[0]}</code> : <i>said nothing</i>}</span>
      <small>{words && words !== group.state ? `${group.state} · ${words}` : group.state}</small>
    </>
  );
}

/** The first line of a group that most did not say; its first line where there is none. */
function telling(group: OutputGroup, usualLines: ReadonlySet<string>): string {
  const lines = group.text.split('\n');
  const at = group.compared.split('\n').findIndex((line) => !usualLines.has(line));
  return lines[Math.max(0, at)] ?? '';
}

function summary(groups: readonly OutputGroup[], more: { groups: number; endpoints: number }): string {
  const count = groups.reduce((sum, group) => sum + group.endpoints.length, more.endpoints);
  const left =
    more.groups > 0
      ? ` The ${asCount(groups.length)} most frequent are listed; ${asNoun(more.endpoints, 'endpoint')} said others.`
      : '';
  return `${asNoun(count, 'endpoint')}, ${asNoun(groups.length + more.groups, 'distinct output')}.${left}`;
}
