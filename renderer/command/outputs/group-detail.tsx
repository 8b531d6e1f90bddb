import { useMemo, useState } from 'react';
import type { OutputGroup } from '../../../src/domain/views/output-groups';
import { ActButton } from '../../ui/act-button';
import { CopyButton } from '../../ui/copy-button';
import { LongText, plainLines } from '../../ui/long-text';
import { asCount, asNoun } from '../../ui/numbers';
import { type Deviation, deviationOf, withGaps } from './deviation';
import { GroupSites } from './group-sites';

type GroupDetailProps = {
  readonly group: OutputGroup;
  /** What most said. */
  readonly usual: OutputGroup;
  readonly exact: boolean;
};

/** One distinct output: what was said, where it deviates from what most said, and who said it. */
export function GroupDetail({ group, usual, exact }: GroupDetailProps) {
  const [whole, setWhole] = useState(false);
  const isUsual = group.key === usual.key;
  const deviation = useMemo(
    () => (isUsual || group.text === '' || usual.text === '' ? null : deviationOf(group, usual)),
    [group, usual, isUsual],
  );
  const lines = useMemo(() => {
    if (!deviation) return plainLines(group.text);
    return whole ? deviation.lines : withGaps(deviation.lines);
  }, [deviation, whole, group.text]);
  const hasGaps = deviation !== null && (whole || lines.some(({ mark }) => mark === 'gap'));
  const [first = ''] = group.endpoints;
  return (
    <div className="outputs-detail" data-testid="output-detail">
      <p className="outputs-standing">
        <b>{isUsual ? 'What most said' : standing(group, usual, deviation)}</b>
        <span className="is-dim">
          {group.differs && !exact
            ? `As ${first} said it; times, process ids and own names vary and were not compared.`
            : `As ${first} said it.`}
        </span>
        <span className="outputs-acts">
          {hasGaps ? (
            <ActButton kind="link" onAct={() => setWhole(!whole)}>
              {whole ? 'Only the deviation' : 'Whole output'}
            </ActButton>
          ) : null}
          {group.text ? <CopyButton text={group.text} words="Copy the output" testId="copy-output" /> : null}
        </span>
      </p>
      {group.text ? (
        <LongText lines={lines} label={`What ${asNoun(group.endpoints.length, 'endpoint')} said`} />
      ) : (
        <p className="outputs-none is-dim">These endpoints said nothing.</p>
      )}
      <GroupSites key={group.key} endpoints={group.endpoints} />
    </div>
  );
}

function standing(group: OutputGroup, usual: OutputGroup, deviation: Deviation | null): string {
  const most = asCount(usual.endpoints.length);
  if (usual.text === '') return `The ${most} most frequent said nothing`;
  if (group.text === '') return `Said nothing; the ${most} most frequent said something`;
  if (!deviation) return `Nothing in common with what the ${most} most frequent said`;
  const { onlyHere, missing } = deviation;
  if (onlyHere + missing === 0) return `The same words as the ${most} most frequent, and another end`;
  return [
    `Against the ${most} most frequent:`,
    [
      onlyHere > 0 ? `${asNoun(onlyHere, 'line')} only here ▸` : '',
      missing > 0 ? `${asNoun(missing, 'line')} missing −` : '',
    ]
      .filter(Boolean)
      .join(', '),
  ].join(' ');
}
