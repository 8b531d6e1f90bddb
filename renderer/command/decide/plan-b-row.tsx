import { useState } from 'react';
import type { Incident } from '../../../src/domain/incident/incident';
import { rtoUsed } from '../../../src/domain/incident/plan-b';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { useNow } from '../../ui/now';
import { choosePlanB } from '../acts-words';
import { WaitRow } from './wait-row';

/** Half of the RTO is gone without proof: plan B has to be named now. The plan's own words are offered. */
export function PlanBRow({ incident, dueAt }: { readonly incident: Incident; readonly dueAt: number }) {
  const planned = useConsole(
    (state) => state.plan.plan?.services.find((each) => each.id === incident.service)?.planB ?? '',
  );
  const used = Math.floor(rtoUsed(incident, useNow()) * 100);
  const [text, setText] = useState(planned);
  const ready = text.trim() !== '';
  return (
    <WaitRow
      testId="wait-plan-b"
      title="Name plan B"
      dueAt={dueAt}
      about={`${used.toLocaleString('en')} % of the RTO is used and nothing is verified.`}
      acts={
        <ActButton
          kind="link"
          testId="choose-plan-b"
          disabled={!ready}
          onAct={() => void choosePlanB(incident.id, text.trim())}
        >
          {planned !== '' && text === planned ? 'Choose plan B as the plan has it' : 'Choose this plan B'}
        </ActButton>
      }
    >
      <textarea
        className="draft"
        aria-label="Plan B"
        rows={2}
        maxLength={5000}
        placeholder="What people do meanwhile, and what is tried next"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </WaitRow>
  );
}
