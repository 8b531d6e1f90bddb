import { expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, listed, planOnDisk, planWith } from './plan-on-disk';

const mail = '  - { id: mail, name: Mail, kind: smtp, host: mail.example, from: holdfast@mail.example }\n';
const audience = (fields: string) =>
  `comms:\n  audiences:\n    - { id: staff, name: All staff${fields && `, ${fields}`} }\n`;

test('every kind of channel is read with what it leaves to its defaults', async () => {
  const { plan, problems } = await planWith(
    '',
    `channels:
${mail}  - { id: mail2, name: Mail, kind: smtp, host: 10.0.0.1, port: 2525, tls: always, user: u, secret: ~/pw, from: Holdfast <h@mail.example> }
  - { id: mail3, name: Mail, kind: smtp, host: mail.example, tls: always, from: h@mail.example }
  - { id: hook, name: Hook, kind: webhook, url: https://hook.example/a }
  - { id: hook2, name: Hook, kind: webhook, url: https://hook.example/a, secret: secrets/token }
  - { id: chat, name: Chat, kind: slack, secret: secrets/slack }
  - { id: pager, name: Pager, kind: pagerduty, secret: /etc/holdfast/key }
  - { id: pager2, name: Pager, kind: pagerduty, url: http://127.0.0.1:9000/v2/enqueue, secret: secrets/key }
`,
  );
  const smtp = { kind: 'smtp', name: 'Mail', host: 'mail.example' };
  expect([listed(problems), plan?.channels]).toEqual([
    [],
    [
      { ...smtp, id: 'mail', port: 587, tls: 'starttls', from: 'holdfast@mail.example' },
      {
        ...smtp,
        id: 'mail2',
        host: '10.0.0.1',
        port: 2525,
        tls: 'always',
        user: 'u',
        secret: '~/pw',
        from: 'Holdfast <h@mail.example>',
      },
      { ...smtp, id: 'mail3', port: 465, tls: 'always', from: 'h@mail.example' },
      { id: 'hook', name: 'Hook', kind: 'webhook', url: 'https://hook.example/a' },
      { id: 'hook2', name: 'Hook', kind: 'webhook', url: 'https://hook.example/a', secret: 'secrets/token' },
      { id: 'chat', name: 'Chat', kind: 'slack', secret: 'secrets/slack' },
      {
        id: 'pager',
        name: 'Pager',
        kind: 'pagerduty',
        url: 'https://events.pagerduty.com/v2/enqueue',
        secret: '/etc/holdfast/key',
      },
      {
        id: 'pager2',
        name: 'Pager',
        kind: 'pagerduty',
        url: 'http://127.0.0.1:9000/v2/enqueue',
        secret: 'secrets/key',
      },
    ],
  ]);
});

const at = 'plan.yaml:10';

test.each([
  [
    'kind: slak, secret: a',
    `${at}:29 error wrong-value  channels.c.kind must be one of webhook, slack, smtp, pagerduty, not "slak". Did you mean "slack"?`,
  ],
  [
    'kind: slack, sekret: a',
    `${at}:36 error unknown-field  "sekret" is not a field of channels.c. Did you mean "secret"?`,
  ],
  [
    'kind: slack',
    `${at}:5 error missing-field  channels.c.secret is missing. A channel of kind slack needs it.`,
  ],
  [
    'kind: slack, secret: a, host: b',
    `${at}:47 error stray-field  channels.c.host means nothing to a channel of kind slack. Remove it, or correct the kind.`,
  ],
  [
    'kind: webhook',
    `${at}:5 error missing-field  channels.c.url is missing. A channel of kind webhook needs it.`,
  ],
  [
    'kind: webhook, url: "https://me:hunter2@a/"',
    `${at}:43 error wrong-value  channels.c.url must be an http or https address without a user name or password in it, not "https://…@a/". Write for example https://hooks.hospital.example/holdfast.`,
  ],
  [
    'kind: smtp, host: a',
    `${at}:5 error missing-field  channels.c.from is missing. A channel of kind smtp needs it.`,
  ],
  [
    'kind: smtp, host: a b, from: a@b',
    `${at}:41 error wrong-value  channels.c.host must be a host such as mail.hospital.example, not "a b". Write for example mail.hospital.example.`,
  ],
  [
    'kind: smtp, host: a, from: holdfast',
    `${at}:50 error wrong-value  channels.c.from must be a mail address, not "holdfast". Write for example holdfast@hospital.example.`,
  ],
  [
    'kind: smtp, host: a, from: a@b, user: me',
    `${at}:5 error missing-field  channels.c.secret is missing. To sign in needs both user and secret.`,
  ],
  [
    'kind: smtp, host: a, from: a@b, secret: s',
    `${at}:5 error missing-field  channels.c.user is missing. To sign in needs both user and secret.`,
  ],
  [
    'kind: smtp, host: a, from: a@b, tls: none, user: u, secret: s',
    `${at}:83 warning secret-in-clear  channels.c sends its secret over a connection that anyone on the way can read. Write "tls: starttls" or "tls: always".`,
  ],
  [
    'kind: webhook, url: http://a.example/, secret: s',
    `${at}:70 warning secret-in-clear  channels.c sends its secret over a connection that anyone on the way can read. Write an https address.`,
  ],
])('a channel with %s is told what is wrong with it', async (fields, said) => {
  const { problems } = await planWith('', `channels:\n  - { id: c, name: C, ${fields} }\n`);
  expect(listed(problems)).toEqual([said]);
});

test('a secret that stands where its file belongs is refused and not repeated', async () => {
  const { problems } = await planWith(
    '',
    'channels:\n  - { id: c, name: C, kind: slack, secret: "https://hooks.slack.com/services/T0/B0/hunter2" }\n',
  );
  expect(listed(problems)).toEqual([
    `${at}:44 error wrong-value  channels.c.secret must be the path of a file that holds the secret, not the secret itself. Write for example ~/.holdfast/mail-password.`,
  ]);
});

test('an audience has the usual times, or its own', async () => {
  const times = async (fields: string) => (await planWith(audience(fields))).plan?.services[0]?.audiences;
  expect([await times(''), await times('first: 1m, every: 10m, floor: 10m, ceiling: 10m')]).toEqual([
    [
      {
        id: 'staff',
        name: 'All staff',
        to: [],
        firstMs: 300_000,
        everyMs: 1_200_000,
        floorMs: 300_000,
        ceilingMs: 3_600_000,
      },
    ],
    [
      {
        id: 'staff',
        name: 'All staff',
        to: [],
        firstMs: 60_000,
        everyMs: 600_000,
        floorMs: 600_000,
        ceilingMs: 600_000,
      },
    ],
  ]);
});

test('the times of an audience are in an order that can be kept', async () => {
  const said = async (fields: string) => listed((await planWith(audience(fields))).problems);
  const words = (times: string) =>
    `error cadence-out-of-order  The times of the audience staff are out of order: ${times}. every is at least floor and at most ceiling.`;
  expect([await said('every: 4m'), await said('every: 90m'), await said('floor: 0m')]).toEqual([
    [`services/sign-in.yaml:12:7 ${words('floor 5m, every 4m, ceiling 1h')}`],
    [`services/sign-in.yaml:12:7 ${words('floor 5m, every 1h30m, ceiling 1h')}`],
    [
      'services/sign-in.yaml:12:44 error wrong-value  comms.audiences.staff.floor must be a duration above zero such as 15m, 4h or 1h30m, not "0m". Write for example 15m.',
    ],
  ]);
});

test('people and audiences are reached by channels of the plan', async () => {
  const contact = '    contacts: [{ channel: mail, address: maria@mail.example }, { channel: hook }]\n';
  const { plan, problems } = await readPlan(
    await planOnDisk({
      ...goodPlan,
      'plan.yaml': `${goodPlan['plan.yaml'].replace('fleet:', `${contact}fleet:`)}channels:\n${mail}  - { id: hook, name: Hook, kind: webhook, url: https://a.example }\n`,
      'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}${audience('to: [{ channel: hook }, { channel: mail, address: "Staff <all@mail.example>" }]')}`,
    }),
  );
  expect([listed(problems), plan?.people[0]?.contacts, plan?.services[0]?.audiences[0]?.to]).toEqual([
    [],
    [
      { channel: 'mail', address: 'maria@mail.example' },
      { channel: 'hook', address: '' },
    ],
    [
      { channel: 'hook', address: '' },
      { channel: 'mail', address: 'Staff <all@mail.example>' },
    ],
  ]);
});

test('a contact without a channel or a mail address is refused', async () => {
  const { problems } = await readPlan(
    await planOnDisk({
      ...goodPlan,
      'plan.yaml': `${goodPlan['plan.yaml'].replace('fleet:', '    contacts: [{ channel: mal }, { channel: mail }]\nfleet:')}channels:\n${mail}`,
      'services/sign-in.yaml': `${goodPlan['services/sign-in.yaml']}${audience('to: [{ channel: mail, address: everybody }, { channel: pager }]')}`,
    }),
  );
  expect(listed(problems)).toEqual([
    'plan.yaml:7:27 error unknown-channel  plan.yaml names no channel "mal". Did you mean "mail"?',
    'plan.yaml:7:34 error no-mail-address  people.maria.chen.contacts.#2.address must be a mail address: mail is a mail channel. Write for example all@hospital.example.',
    'services/sign-in.yaml:12:68 error no-mail-address  comms.audiences.staff.to.#1.address must be a mail address: mail is a mail channel. Write for example all@hospital.example.',
    'services/sign-in.yaml:12:92 error unknown-channel  plan.yaml names no channel "pager". Add the channel under "channels:".',
  ]);
});

test('channels and audiences of the same id are refused', async () => {
  const twice = `${audience('')}    - { id: staff, name: Others }\n`;
  const { problems } = await planWith(twice, `channels:\n${mail}${mail}`);
  expect(problems.map(({ file, line, rule }) => [file, line, rule])).toEqual([
    ['plan.yaml', 11, 'duplicate-id'],
    ['services/sign-in.yaml', 13, 'duplicate-id'],
  ]);
});

test('plan B is kept in its words', async () => {
  const { plan } = await planWith('plan_b: |\n  Open the envelopes.\n  Then call.\n');
  expect(plan?.services[0]?.planB).toBe('Open the envelopes.\nThen call.\n');
});
