import type { Activation } from '../../../src/domain/authority/activation';
import type { Delivery, Message } from '../../../src/domain/comms/message';
import { nameOf } from '../../../src/domain/names';
import type { Plan } from '../../../src/domain/plan/plan';
import type { PrimaryAction, RunPreview } from '../../../src/domain/views/primary-action';
import { utcTime } from '../../ui/duration';
import { asNoun } from '../../ui/numbers';
import { type Fact, type PrimaryWords, strong, type WordsContext } from './fact';
import { exclusionFact, runTitle } from './run-words';
import { valuesFact } from './values-words';

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
      ...valuesFact(plan, preview.manifest),
      exclusionFact(preview),
      [because],
    ],
  };
}

/** Says exactly what the second person puts their name under, and who was called to do it. */
export function approveWords(
  { incident, approval }: Extract<PrimaryAction, { kind: 'approve' }>,
  { plan, world }: Pick<WordsContext, 'plan' | 'world'>,
): PrimaryWords {
  const pages = Object.values(world.messages).filter(
    (each) => each.incident === incident && each.approval === approval.id,
  );
  return {
    tone: 'act',
    title: `Second person: ${runTitle(approval)}?`,
    facts: [
      ['Asked by ', strong(nameOf(plan.people, approval.person)), ` under envelope ${approval.envelope}`],
      ...valuesFact(plan, approval.manifest),
      exclusionFact(approval),
      calledFact(pages, plan),
    ],
  };
}

/** Whom the request called, and whether that has arrived; whoever has no channel has to be telephoned. */
function calledFact(pages: readonly Message[], { people }: Plan): Fact {
  if (pages.length === 0) return ['Nobody was called'];
  return pages.flatMap(({ person, deliveries }, index) => {
    const called = people.find((each) => each.id === person);
    const how = reached(Object.values(deliveries)) ?? `telephone ${called?.phone ?? 'them'}`;
    return [index === 0 ? 'Called: ' : ', ', strong(called?.name ?? person ?? ''), ` (${how})`];
  });
}

/** What became of a page; null = there was no way to send it. */
function reached(ways: readonly Delivery[]): string | null {
  if (ways.length === 0) return null;
  const arrived = ways.flatMap(({ state, endedAt }) => (state === 'done' && endedAt !== null ? endedAt : []));
  if (arrived.length > 0) return `arrived ${utcTime(Math.min(...arrived))} UTC`;
  return ways.every(({ endedAt }) => endedAt !== null) ? 'not delivered' : 'on its way';
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
    facts: [[strong(because)], ...valuesFact(plan, manifest), ...left],
  };
}
