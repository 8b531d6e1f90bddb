import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { acknowledgePaging } from '../../src/domain/comms/commands';
import { duePages, startPaging } from '../../src/domain/comms/paging-rules';
import { releaseDeliveries } from '../../src/domain/comms/review-commands';
import { now } from '../domain/comms/told-hospital';
import { temporaryFolder } from '../helpers/journal-file';
import { closedPort, httpReceiver, smtpSink } from '../notify/receivers';
import { openOutbox, planWith, webhook } from './outbox';

const minute = 60_000;
const keyOf = (request: { headers: Record<string, unknown> } | undefined) =>
  request?.headers['idempotency-key'];

test('a signed update arrives on every channel of its audience, each intent durable before its bytes', async () => {
  const { url, received } = await httpReceiver();
  const sink = await smtpSink();
  const mail = { id: 'mail', name: 'Mail', kind: 'smtp', host: '127.0.0.1', port: sink.port } as const;
  const plan = planWith(webhook(url), { ...mail, tls: 'none', from: 'holdfast@hospital.example' });
  const outbox = openOutbox(plan);
  outbox.tell('Sign-in is down.');
  await outbox.tick();
  expect([
    outbox.states(),
    outbox.rows().sort(),
    received.map(({ body }) => JSON.parse(body).data.text),
    sink.received.map(({ to, raw }) => [to, raw.includes('DRILL =E2=80=94 Sign-in is down.')]),
    outbox.faults,
  ]).toEqual([
    ['hook: done', 'mail: done'],
    ['delivery.done', 'delivery.done', 'delivery.sending', 'delivery.sending'],
    ['DRILL — Sign-in is down.'],
    [[['mail@hospital.example'], true]],
    [],
  ]);
  outbox.journal.close();
});

test('after a 500 it is sent again after its time, under the same key and with the same words', async () => {
  const { url, received } = await httpReceiver((index) => ({ status: index < 2 ? 500 : 202 }));
  const outbox = openOutbox(planWith(webhook(url)));
  outbox.tell();
  const seen: unknown[] = [];
  for (const afterMs of [0, 4999, 1, 14_999, 1]) {
    await outbox.tick(afterMs);
    seen.push([received.length, outbox.states()[0]]);
  }
  expect(seen).toEqual([
    [1, 'hook: waiting (it answered 500)'],
    [1, 'hook: waiting (it answered 500)'],
    [2, 'hook: waiting (it answered 500)'],
    [2, 'hook: waiting (it answered 500)'],
    [3, 'hook: done'],
  ]);
  expect([new Set(received.map(keyOf)).size, new Set(received.map(({ body }) => body)).size]).toEqual([1, 1]);
  outbox.journal.close();
});

test('a 400 is final: it is not sent again', async () => {
  const { url, received } = await httpReceiver(() => ({ status: 400, body: 'no such field' }));
  const outbox = openOutbox(planWith(webhook(url)));
  outbox.tell();
  await outbox.tick();
  await outbox.tick(30 * minute);
  expect([received.length, outbox.states(), outbox.rows()]).toEqual([
    1,
    ['hook: failed (it answered 400: no such field)'],
    ['delivery.sending', 'delivery.failed'],
  ]);
  outbox.journal.close();
});

test('a refused connection is tried again until something listens there', async () => {
  const port = await closedPort();
  const outbox = openOutbox(planWith(webhook(`http://127.0.0.1:${port}/hook`)));
  outbox.tell();
  await outbox.tick();
  const before = outbox.states();
  const { received } = await httpReceiver(() => ({ status: 200 }), port);
  await outbox.tick(5000);
  expect([before, outbox.states(), received.length]).toEqual([
    ['hook: waiting (nothing listens there: the connection was refused)'],
    ['hook: done'],
    1,
  ]);
  outbox.journal.close();
});

test('what was being sent when the console died is sent again under the same key', async () => {
  let arrived = () => {};
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { url, received } = await httpReceiver((index) => (index === 0 ? () => arrived() : { status: 202 }));
  const plan = planWith(webhook(url));
  const before = openOutbox(plan);
  before.tell();
  before.delivery.tick();
  await first;
  before.journal.close();
  const after = openOutbox(plan, { file: before.file, clock: before.clock });
  const found = after.states();
  await after.tick();
  expect([
    found,
    after.states(),
    after.rows(),
    received.length,
    keyOf(received[0]) === keyOf(received[1]),
  ]).toEqual([
    ['hook: sending'],
    ['hook: done'],
    ['delivery.sending', 'delivery.sending', 'delivery.done'],
    2,
    true,
  ]);
  after.journal.close();
});

test('what waited through an outage is held for a person, and leaves when they release it', async () => {
  const port = await closedPort();
  const outbox = openOutbox(planWith(webhook(`http://127.0.0.1:${port}/hook`)));
  outbox.tell();
  await outbox.tick();
  const { received } = await httpReceiver(() => ({ status: 202 }), port);
  await outbox.tick(42 * minute);
  const [held, before] = [outbox.states(), received.length];
  const deliveries = [{ message: 'MSG-0001', delivery: 'hook' }];
  outbox.ledger.commit((world, at) => releaseDeliveries({ ...now([], at), world }, { deliveries }));
  await outbox.tick();
  expect([held, before, outbox.states(), received.length]).toEqual([
    ['hook: held (waited 42 min: an outage lay between)'],
    0,
    ['hook: done'],
    1,
  ]);
  outbox.journal.close();
});

test('a newer update replaces an older one that could not leave', async () => {
  const port = await closedPort();
  const outbox = openOutbox(planWith(webhook(`http://127.0.0.1:${port}/hook`)));
  outbox.tell('Old.');
  await outbox.tick();
  const { received } = await httpReceiver(() => ({ status: 202 }), port);
  outbox.tell('New.');
  await outbox.tick(minute);
  expect([
    outbox.states('MSG-0001'),
    outbox.states('MSG-0002'),
    received.map(({ body }) => JSON.parse(body).data.text),
  ]).toEqual([['hook: dropped (a newer update replaced it)'], ['hook: done'], ['DRILL — New.']]);
  outbox.journal.close();
});

test('a page that is answered while it waits for its next attempt is not sent', async () => {
  const { url, received } = await httpReceiver(() => ({ status: 503 }));
  const plan = planWith(webhook(url));
  const outbox = openOutbox(plan);
  const command = {
    incident: 'INC-0001',
    rule: 'r',
    text: 't',
    steps: [{ who: 'jon', afterMs: 0 }],
    repeat: 0,
  };
  outbox.ledger.commit((world, at) => startPaging({ world, plan, at }, command));
  outbox.ledger.commit((world, at) => duePages({ world, plan, at }));
  await outbox.tick();
  const paging = { incident: 'INC-0001', paging: 'P1' };
  outbox.ledger.commit((world, at) => acknowledgePaging({ ...now([], at, 'jon'), world }, paging));
  await outbox.tick(minute);
  expect([received.length, outbox.states()]).toEqual([1, ['hook: dropped (acknowledged at 12:02 UTC)']]);
  outbox.journal.close();
});

test('a page that is answered while its secret is being read is not sent', async () => {
  const { url, received } = await httpReceiver();
  const file = path.join(temporaryFolder(), 'token');
  writeFileSync(file, 'the-token', { mode: 0o600 });
  const plan = planWith({ ...webhook(url), secret: 'secrets/token' } as never);
  const outbox = openOutbox(plan, { secretFiles: { 'secrets/token': file } });
  const command = {
    incident: 'INC-0001',
    rule: 'r',
    text: 't',
    steps: [{ who: 'jon', afterMs: 0 }],
    repeat: 0,
  };
  outbox.ledger.commit((world, at) => startPaging({ world, plan, at }, command));
  outbox.ledger.commit((world, at) => duePages({ world, plan, at }));
  const paging = { incident: 'INC-0001', paging: 'P1' };
  outbox.ledger.commit((world, at) => acknowledgePaging({ ...now([], at, 'jon'), world }, paging));
  // What is written next begins with the row of a clock that was set.
  outbox.clock.set(outbox.clock.now() + 10_000);
  await outbox.delivery.settled();
  await outbox.tick();
  expect([received.length, outbox.states()]).toEqual([0, ['hook: dropped (acknowledged at 12:02 UTC)']]);
  outbox.journal.close();
});

test('a secret file that is missing is told once, and the message leaves as soon as it is there', async () => {
  const { url, received } = await httpReceiver();
  const file = path.join(temporaryFolder(), 'token');
  const plan = planWith({ ...webhook(url), secret: 'secrets/token' } as never);
  const outbox = openOutbox(plan, { secretFiles: { 'secrets/token': file } });
  outbox.tell();
  for (let second = 0; second < 5; second += 1) await outbox.tick(1000);
  const [told, rows] = [outbox.states(), outbox.rows()];
  writeFileSync(file, 'the-token\n', { mode: 0o600 });
  await outbox.tick(1000);
  expect([told, rows, outbox.states(), received[0]?.headers.authorization]).toEqual([
    ['hook: waiting (the secret file "secrets/token" is missing)'],
    ['delivery.failed'],
    ['hook: done'],
    'Bearer the-token',
  ]);
  outbox.journal.close();
});

test('a name that every object has is no secret file', async () => {
  const { url } = await httpReceiver();
  const outbox = openOutbox(planWith({ ...webhook(url), secret: 'constructor' } as never));
  outbox.tell();
  await outbox.tick();
  expect(outbox.states()).toEqual(['hook: waiting (the secret file "constructor" is missing)']);
  outbox.journal.close();
});

test('a channel that the plan no longer has, or made another kind of, ends what waits for it', async () => {
  const port = await closedPort();
  const plan = planWith(webhook(`http://127.0.0.1:${port}/`), webhook(`http://127.0.0.1:${port}/`, 'chat'));
  const outbox = openOutbox(plan);
  outbox.tell();
  await outbox.tick();
  outbox.adopt(planWith({ id: 'chat', name: 'Chat', kind: 'slack', secret: 'secrets/chat' }));
  await outbox.tick(5000);
  expect(outbox.states()).toEqual([
    'hook: failed (the plan no longer has the channel "hook")',
    'chat: failed (the plan made chat a channel of kind slack)',
  ]);
  outbox.journal.close();
});
