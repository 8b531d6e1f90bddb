import { useMemo } from 'react';
import { callTree } from '../../../src/domain/comms/call-tree';
import type { Incident } from '../../../src/domain/incident/incident';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';

/** The first of the call tree whom nobody has reached yet, with the number. */
export function NextCall({ incident }: { readonly incident: Incident }) {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  // Who is next does not change with the clock.
  const calls = useMemo(
    () => (plan ? callTree(plan, world, incident.id, incident.declaredAt) : []),
    [plan, world, incident],
  );
  const next = calls.find((call) => !call.isReached);
  if (calls.length === 0) return null;
  return (
    <p className="next-call" data-testid="next-call">
      {next ? (
        <>
          <span>
            Call <b>{next.name}</b>
          </span>
          <b className="next-call-phone">{next.phone ?? 'no number in the plan'}</b>
        </>
      ) : (
        <span>Everyone in the call tree is reached</span>
      )}
      <ActButton kind="link" onAct={() => show({ over: 'calls' })}>
        Call tree (C)
      </ActButton>
    </p>
  );
}
