import { openApproval } from '../authority/approval';
import { brokenBound, envelopeWords } from '../authority/bounds';
import type { Envelope } from '../authority/envelope';
import { peopleMeant } from '../authority/who';
import { counted, sentences, utcClock } from '../views/words';
import { type About, describeRemark, personIn } from './briefing-situation';
import { openQuestions } from './remarks';

/** What waits for somebody's word, with its risk, plan B and objections, and every question that nobody answered. */
export function openDecisions(about: About): string[] {
  const { incident, at } = about;
  const approval = openApproval(incident.approvals);
  const asked = approval
    ? [
        `${approval.id}: ${approval.runbookName} on ${counted(approval.manifest.entries.length, 'endpoint')}, ${
          approval.givenBy === null
            ? `waits for a second person: ${approval.approvers.map((id) => personIn(about, id)).join(' or ')}`
            : `approved by ${personIn(about, approval.givenBy)}, not started`
        }`,
      ]
    : [];
  const decisions = Object.values(incident.decisions)
    .filter((each) => each.verdict === null)
    .map((each) => {
      const due = `${each.dueAt <= at ? 'overdue since' : 'by'} ${utcClock(each.dueAt)} UTC`;
      const parts = [
        each.risk === '' ? '' : `Risk: ${each.risk}`,
        each.planB === '' ? '' : `Plan B: ${each.planB}`,
        ...each.objections.map((said) => `${personIn(about, said.person)} objects: ${said.objection}`),
      ].filter((part) => part !== '');
      return sentences(`${each.id}, ${personIn(about, each.owner)} ${due}: ${each.proposal}`, ...parts);
    });
  const questions = openQuestions(incident.remarks).map(({ remark }) => describeRemark(about, remark));
  return [...asked, ...decisions, ...questions];
}

const modeWords: Readonly<Record<Envelope['mode'], string>> = {
  automatic: 'may start by itself',
  person: 'an entitled person may start it',
  'two-person': 'needs a second person',
};

/** Which agreed authorities hold at this moment, within which bounds, and who decides next. */
export function authorityInForce(about: About): string[] {
  const { plan, incident, at } = about;
  const service = plan.services.find((each) => each.id === incident.service);
  if (!service) return ['The plan in force does not have this service: nothing may be run.'];
  const runbookName = (id: string) => plan.runbooks.find((each) => each.id === id)?.name ?? id;
  const inForce = service.authority.envelopes
    .filter((envelope) => brokenBound(envelope, { incident, endpoints: 0, at }) === null)
    .map(
      (each) =>
        `${runbookName(each.runbook)}: ${envelopeWords(each)}, until ${new Date(each.untilMs).toISOString().slice(0, 10)}; ${modeWords[each.mode]}`,
    );
  const line = peopleMeant(plan, service.authority.succession).map((person) => person.name);
  const passed = incident.passedTo.at(-1);
  return [
    ...(inForce.length === 0 ? ['No envelope of this service is in force.'] : inForce),
    ...(line.length === 0 ? [] : [`Order of succession: ${line.join(', ')}`]),
    ...(passed
      ? [`The recovery decision passed to ${personIn(about, passed.person)} at ${utcClock(passed.at)} UTC`]
      : []),
  ];
}
