import { expect, test } from 'vitest';
import { acknowledgePaging } from '../../src/domain/comms/commands';
import { duePages, startPaging } from '../../src/domain/comms/paging-rules';
import { reaches } from '../../src/domain/proof/contact-reach';
import { personFreshness } from '../../src/domain/proof/person-freshness';
import { now } from '../domain/comms/told-hospital';
import { adopt, openConsole, wardPlan } from '../helpers/console';
import { seconds } from '../helpers/hospital';
import { declared } from '../helpers/outage';
import { happened } from '../helpers/records';
import { httpReceiver } from '../notify/receivers';
import { openOutbox, planWith, webhook } from './outbox';

/** Pages Jon over a hook that answers with `status`, has him answer, and gives the outbox. */
async function paged(status: number) {
  const { url } = await httpReceiver(() => ({ status }));
  const plan = planWith(webhook(url));
  const outbox = openOutbox(plan);
  const steps = [{ who: 'jon', afterMs: 0 }];
  const command = { incident: 'INC-0001', rule: 'r', text: 'Come', steps, repeat: 0 };
  outbox.ledger.commit((world, at) => startPaging({ world, plan, at }, command));
  outbox.ledger.commit((world, at) => duePages({ world, plan, at }));
  await outbox.tick();
  outbox.clock.advance(60_000);
  const paging = { incident: 'INC-0001', paging: 'P1' };
  outbox.ledger.commit((world, at) => acknowledgePaging({ ...now([], at, 'jon'), world }, paging));
  return { plan, outbox };
}

test('a page that really arrived and was answered proves its address, and another address in the plan is stale', async () => {
  const { plan, outbox } = await paged(202);
  const known = reaches(outbox.ledger.world()).get('jon') ?? [];
  const jon = plan.people.find(({ id }) => id === 'jon') as (typeof plan.people)[0];
  const moved = { ...jon, contacts: [{ channel: 'hook', address: 'j.ade' }] };
  const at = outbox.clock.now();
  outbox.journal.close();
  expect([
    known.map(({ channel, address, isAnswered }) => [channel, address, isAnswered]),
    personFreshness(plan, jon, known, at),
    personFreshness(plan, moved, known, at).reasons.map(({ rule }) => rule),
  ]).toEqual([[['hook', 'jon', true]], { state: 'proven', reasons: [] }, ['contact-changed']]);
});

test('a page that the channel refused proves nothing, whoever answers the call', async () => {
  const { outbox } = await paged(400);
  const known = reaches(outbox.ledger.world());
  outbox.journal.close();
  expect(known.size).toBe(0);
});

test('the window is told of a contact that is another than the one reached, anew when an incident ends', async () => {
  const at = seconds(60);
  const page = (message: string, to: string) => [
    happened(at, 'message.queued', {
      ...{
        message,
        kind: 'page',
        incident: 'INC-0001',
        person: 'maria.chen',
        subject: 'SEV-1',
        text: 'Come',
      },
      expiresAt: at + 60_000,
      deliveries: [{ delivery: 'hook', channel: 'hook', kind: 'webhook', to, dedupe: message }],
    }),
    happened(at + 1000, 'delivery.done', { message, delivery: 'hook', attempt: 1 }),
  ];
  const console = openConsole({ actsByItself: false, events: [...declared, ...page('MSG-0001', 'm.chen')] });
  const contact = '    contacts: [{ channel: hook, address: maria }]\n';
  const channels = 'channels: [{ id: hook, name: Hook, kind: webhook, url: "http://127.0.0.1:1/" }]\n';
  const text = wardPlan['plan.yaml'].replace(/( +roles: \[incident-commander\]\n)/, `$1${contact}`);
  await adopt(console, { ...wardPlan, 'plan.yaml': `${text}${channels}` });
  const said = () =>
    (console.core.plans.status().findings ?? []).filter(({ rule }) => rule === 'contact-changed').length;
  const before = said();
  await console.handlers['operator.signIn']({ person: 'maria.chen' });
  const { base, text: draft } = await console.handlers['plan.read']({ file: 'plan.yaml' });
  const { problems } = await console.handlers['plan.previewEdit']({
    ...{ file: 'plan.yaml', from: base?.digest ?? null, base: draft, whole: true },
    ...{ text: draft.replace('address: maria', 'address: maria.c'), edits: [] },
  });
  expect(problems.map(({ rule }) => rule)).toContain('contact-changed');
  console.core.ledger.commit(() => page('MSG-0002', 'maria'));
  console.core.ledger.commit(() => [happened(at, 'incident.resolved', { incident: 'INC-0001' })]);
  console.clock.advance(1000);
  // What the plan lacks is asked of the plan reader, which may answer later.
  await console.until(() => said() === 0);
  expect(before).toBe(1);
});
