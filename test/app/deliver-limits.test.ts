import { writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/domain/comms/channel';
import type { Mode } from '../../src/domain/plan/plan';
import { temporaryFolder } from '../helpers/journal-file';
import { declared } from '../helpers/outage';
import { httpReceiver } from '../notify/receivers';
import { openOutbox, planWith, webhook } from './outbox';

const minute = 60_000;

test('in live work the words leave as they were signed, in a tabletop they say that it is one', async () => {
  const said = async (mode: Mode) => {
    const { url, received } = await httpReceiver();
    const events = declared.map((event) =>
      event.type === 'incident.declared' ? { ...event, data: { ...event.data, mode } } : event,
    );
    // The mode of the incident counts, whatever the plan has become since.
    const outbox = openOutbox({ ...planWith(webhook(url)), mode: 'drill' }, { events });
    outbox.tell('Sign-in is down.');
    await outbox.tick();
    outbox.journal.close();
    const { subject, text } = JSON.parse(received[0]?.body ?? '').data;
    return [subject, text];
  };
  expect([await said('live'), await said('tabletop')]).toEqual([
    ['Clinical sign-in is down', 'Sign-in is down.'],
    ['TABLETOP — Clinical sign-in is down', 'TABLETOP — Sign-in is down.'],
  ]);
});

test('at most four attempts are in flight, one per channel, and the rest follow as they end', async () => {
  const open: { response: ServerResponse; channel: string | undefined }[] = [];
  const seen = { most: 0, twice: false };
  let count = 0;
  const { url, received } = await httpReceiver((_index, { path: channel }) => (response) => {
    seen.twice ||= open.some((each) => each.channel === channel);
    open.push({ response, channel });
    seen.most = Math.max(seen.most, open.length);
    count += 1;
    // Holds what it has until as many have come as may come at once, then answers one for each that follows.
    if (count >= 4)
      for (const each of open.splice(0, count < 6 ? 1 : open.length)) each.response.writeHead(202).end();
  });
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const outbox = openOutbox(planWith(...ids.map((id) => webhook(`${url}/${id}`, id))));
  outbox.tell();
  const sending = outbox.states().filter((state) => state.endsWith('sending')).length;
  await outbox.delivery.settled();
  expect([sending, seen, received.length, outbox.states()]).toEqual([
    4,
    { most: 4, twice: false },
    6,
    ids.map((id) => `${id}: done`),
  ]);
  outbox.journal.close();
});

test('channels whose secret is missing hold up no other one, however many they are', async () => {
  const { url, received } = await httpReceiver();
  const without = ['a', 'b', 'c', 'd'].map((id) => ({ ...webhook(url, id), secret: `secrets/${id}` }));
  const outbox = openOutbox(planWith(...(without as Channel[]), webhook(url, 'e')));
  outbox.tell();
  for (let second = 0; second < 3; second += 1) await outbox.tick(1000);
  expect([outbox.states().at(-1), received.length]).toEqual(['e: done', 1]);
  outbox.journal.close();
});

test('two messages for one channel go one after the other, the older one first', async () => {
  const { url, received } = await httpReceiver();
  const plan = planWith(webhook(url));
  const [service] = plan.services;
  const board = service?.audiences.map((each) => ({ ...each, id: 'board' })) ?? [];
  const both = {
    ...plan,
    services: service ? [{ ...service, audiences: [...service.audiences, ...board] }] : [],
  };
  const outbox = openOutbox(both);
  outbox.tell('First.');
  const second = outbox.tell('Second.', 60 * minute, 'board');
  const meanwhile = [outbox.states(), outbox.states(second)];
  await outbox.tick();
  expect([meanwhile, received.map(({ body }) => JSON.parse(body).data.text)]).toEqual([
    [['hook: sending'], ['hook: waiting']],
    ['DRILL — First.', 'DRILL — Second.'],
  ]);
  outbox.journal.close();
});

test('no secret ever stands in the journal, whatever the other side says back', async () => {
  const token = 'xoxb-7777-never-in-a-journal';
  const { url } = await httpReceiver((_index, request) => ({
    status: 500,
    body: `${request.headers.authorization} ${request.path} ${request.body}`,
  }));
  const folder = temporaryFolder();
  const secretFiles = Object.fromEntries(
    [
      ['secrets/hook', token],
      ['secrets/chat', `${url}/services/${token}`],
      ['secrets/pd', token],
    ].map(([name = '', text = '']) => {
      const file = path.join(folder, name.replace('/', '-'));
      writeFileSync(file, text, { mode: 0o600 });
      return [name, file];
    }),
  );
  const channels: Channel[] = [
    { id: 'hook', name: 'Hook', kind: 'webhook', url, secret: 'secrets/hook' },
    { id: 'chat', name: 'Chat', kind: 'slack', secret: 'secrets/chat' },
    { id: 'pd', name: 'Pager', kind: 'pagerduty', url, secret: 'secrets/pd' },
  ];
  const outbox = openOutbox(planWith(...channels), { secretFiles });
  outbox.tell();
  await outbox.tick();
  const left = 'waiting (the answer is left out because it repeats the secret)';
  expect([
    outbox.states(),
    /7777|never-in-a/i.test(outbox.everything()),
    outbox.everything().includes(folder),
  ]).toEqual([[`hook: ${left}`, `chat: ${left}`, `pd: ${left}`], false, false]);
  outbox.journal.close();
});

test('closing lets what is in flight end for two seconds; what is broken off is sent again at the next start', async () => {
  let arrived = () => {};
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { url, received } = await httpReceiver((index) => (index === 0 ? () => arrived() : { status: 202 }));
  const plan = planWith(webhook(url));
  const before = openOutbox(plan);
  before.tell();
  await first;
  const closed = before.delivery.close();
  before.clock.advance(2000);
  await closed;
  await before.tick(minute);
  const left = before.states();
  before.journal.close();
  const after = openOutbox(plan, { file: before.file, clock: before.clock });
  await after.tick();
  expect([left, after.states(), received.length, before.faults, before.clock.waiting()]).toEqual([
    ['hook: sending'],
    ['hook: done'],
    2,
    [],
    0,
  ]);
  after.journal.close();
});

test('while there is no plan nothing leaves and nothing is judged', async () => {
  const { url, received } = await httpReceiver();
  const outbox = openOutbox(planWith(webhook(url)), { isInForce: false });
  outbox.tell();
  await outbox.tick(42 * minute);
  expect([outbox.states(), received.length]).toEqual([['hook: waiting'], 0]);
  outbox.journal.close();
});

test('what cannot be written down first is not sent; the fault is told and nothing is tried for five seconds', async () => {
  const { url, received } = await httpReceiver();
  const plan = planWith(webhook(url));
  const outbox = openOutbox(plan, { isInForce: false });
  outbox.tell();
  outbox.journal.close();
  outbox.adopt(plan);
  for (const afterMs of [0, 1000, 3999]) await outbox.tick(afterMs);
  const once = outbox.faults.length;
  await outbox.tick(1);
  expect([once, outbox.faults.length, received.length]).toEqual([1, 2, 0]);
});
