import type { Activation } from '../../../src/domain/authority/activation';
import type { Approval } from '../../../src/domain/authority/approval';
import { nameOf } from '../../../src/domain/names';
import type { Plan } from '../../../src/domain/plan/plan';
import type { PrimaryAction, RunPreview } from '../../../src/domain/views/primary-action';
import { asNoun } from '../../ui/numbers';
import { type Fact, type PrimaryWords, strong } from './fact';
import { exclusionFact, runTitle } from './run-words';

/** Says what begins by itself, and by whose authority; the countdown stands beside it. */
export function vetoWords({ runbookName, endpoints, rule, because }: Activation): PrimaryWords {
  return {
    tone: 'warn',
    title: `${runbookName} on ${asNoun(endpoints, 'endpoint')} begins by itself in`,
    facts: [
      ['By rule ', strong(rule), ' under ', strong(because)],
      ['What runs is resolved and judged again at that moment.'],
    ],
  };
}

/** Says that one person alone may not, and who may be the second. */
export function askApprovalWords(
  { preview, approvers, because }: Extract<PrimaryAction, { kind: 'ask-approval' }>,
  plan: Plan,
): PrimaryWords {
  const names = approvers.map((id) => nameOf(plan.people, id)).join(', ');
  return {
    tone: 'act',
    title: runTitle(preview),
    facts: [
      ['Needs a second person: ', strong(names || 'the plan names nobody who may')],
      exclusionFact(preview),
      [because],
    ],
  };
}

/** Says exactly what the second person puts their name under. */
export function approveWords(approval: Approval, plan: Plan): PrimaryWords {
  return {
    tone: 'act',
    title: `Second person: ${runTitle(approval)}?`,
    facts: [
      ['Asked by ', strong(nameOf(plan.people, approval.person)), ` under envelope ${approval.envelope}`],
      exclusionFact(approval),
    ],
  };
}

/** Says which bound forbids it. */
export function notAllowedWords(preview: RunPreview, because: string, plan: Plan): PrimaryWords {
  const { manifest, runbookName } = preview;
  const service = plan.services.find((each) => each.id === preview.service);
  if (manifest.entries.length + manifest.excluded.length === 0)
    return {
      tone: 'warn',
      title: `The selector of ${service?.name ?? preview.service} matches no endpoint`,
      facts: [
        ['Selector: ', strong(service?.endpoints ?? '')],
        ['Correct it in the plan folder; it is read again at once.'],
      ],
    };
  const left: Fact[] = manifest.excluded.length > 0 ? [exclusionFact(preview)] : [];
  return {
    tone: 'warn',
    title: `${runbookName}: not allowed now`,
    facts: [[strong(because)], ...left],
  };
}
