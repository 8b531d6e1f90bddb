import { openApproval } from '../../../src/domain/authority/approval';
import { show } from '../../screen';
import { endApproval, requestApproval } from '../acts-authority';
import { currentPrimary } from '../primary/current-primary';
import type { Act, Moment } from './act';

/** How a run is allowed that one person may not start alone. */
export function authorityActs(moment: Moment): Act[] {
  const { state, screen, plan, focus, signedOut } = moment;
  const action = currentPrimary(plan, state, screen);
  const asking = action.kind === 'ask-approval' ? action.preview : null;
  const glass = action.kind === 'not-allowed' && action.mayBreakGlass;
  const open = focus.incident ? openApproval(focus.incident.approvals) : null;
  return [
    {
      id: 'ask-approval',
      key: 'A',
      words: 'Ask a second person to approve this run',
      whyNot: signedOut ?? (asking ? null : 'No run waits for a second person now.'),
      act: () => void (asking && requestApproval(asking)),
    },
    {
      id: 'end-approval',
      key: null,
      words: 'Withdraw what a second person was asked',
      whyNot: signedOut ?? (open ? null : 'Nobody was asked.'),
      act: () => void (open && focus.incident && endApproval(focus.incident.id, open.id, 'withdrawn')),
    },
    {
      id: 'break-glass',
      key: 'G',
      words: 'Break the glass: run beyond the agreed bounds, with a reason, on the record',
      whyNot: signedOut ?? (glass ? null : 'There is no glass to break now.'),
      act: () => show({ form: 'break-glass' }),
    },
  ];
}
