import { describe, expect, test } from 'vitest';
import { readPlan } from '../../src/plan/read-plan';
import { goodPlan, planOnDisk, problemsWith } from './plan-on-disk';

const head =
  'id: restart-agent\nname: Restart the agent\nowner: maria.chen\nparameters:\n  - { id: zone, default: north }\n';
const proof = '  - { id: proof, verify: "true" }\n';
const runbook = (steps: string) => `${head}steps:\n${steps}${proof}`;
const allowed = { 'plan.yaml': `${goodPlan['plan.yaml']}\nlocal_steps: allowed\n` };

async function said(steps: string, files = {}): Promise<readonly string[]> {
  const problems = await problemsWith({ 'runbooks/restart-agent.yaml': runbook(steps), ...files });
  return problems.map(({ rule, message }) => `${rule}: ${message}`);
}
async function read(steps: string, files = {}) {
  const text = runbook(steps);
  const folder = await planOnDisk({ ...goodPlan, ...allowed, 'runbooks/restart-agent.yaml': text, ...files });
  const { plan, problems } = await readPlan(folder);
  expect(problems).toEqual([]);
  return plan?.runbooks.find(({ id }) => id === 'restart-agent')?.steps[0];
}

describe('steps at the console are read', () => {
  test('manual', async () => {
    expect(
      await read(
        '  - { id: a, manual: { instruction: "Go to {{ zone }}", steps: [Look], per_site: true, time_box: 20m } }\n',
      ),
    ).toMatchObject({
      ...{ kind: 'manual', command: 'Go to {{ zone }}\n1. Look' },
      manual: { instruction: 'Go to {{ zone }}', steps: ['Look'], perSite: true, timeBoxMs: 1_200_000 },
    });
  });
  test('decision', async () => {
    const options = '[{ id: y, label: "Yes" }, { id: n, label: "No", goes: end }]';
    expect(await read(`  - { id: a, decision: { question: "Well?", options: ${options} } }\n`)).toMatchObject(
      {
        decision: {
          options: [
            { id: 'y', label: 'Yes', ends: false },
            { id: 'n', label: 'No', ends: true },
          ],
        },
      },
    );
  });
  test('local, with the content of a file of the plan', async () => {
    const step = '  - { id: a, local: { command: [tools/x.sh, "--to={{ zone }}"] }, timeout: 5s }\n';
    expect(await read(step, { 'tools/x.sh': '#!/bin/sh\n' })).toMatchObject({
      ...{ kind: 'local', timeoutMs: 5000, idempotent: false },
      local: { command: ['tools/x.sh', '--to={{ zone }}'], file: { from: 'tools/x.sh', bytes: 10 } },
    });
  });
  test('http', async () => {
    const http =
      '{ method: POST, url: "https://dns.example/{{ zone }}", json: { to: "{{ zone }}" }, secret: /none/token }';
    expect(await read(`  - { id: a, http: ${http} }\n`)).toMatchObject({
      ...{ kind: 'http', idempotent: false },
      http: {
        ...{ method: 'POST', json: '{"to":"{{ zone }}"}' },
        secret: { header: 'Authorization', prefix: 'Bearer ', file: '/none/token' },
      },
    });
  });
});

describe('mistakes in steps at the console', () => {
  test.each([
    [
      '{ id: a, local: { command: [/bin/true] } }',
      "local-not-allowed: steps.a runs a program on the console's own machine, and plan.yaml does not allow that.",
    ],
    [
      '{ id: a, http: { url: "http://dns.example/", secret: /none/token } }',
      'secret-over-http: steps.a.http would send its secret unencrypted.',
    ],
    [
      '{ id: a, manual: "Go to {{ label.site }}" }',
      'unknown-parameter: steps.a.manual: {{ label.site }} has no meaning here: the step is done once, not on an endpoint.',
    ],
    [
      '{ id: a, decision: { question: Q, options: [{ id: y, label: A }, { id: y, label: B }] } }',
      'repeated-option: steps.a.decision has the option "y" twice.',
    ],
    [
      '{ id: a, http: { url: "https://x.example/", json: 1, body: x } }',
      'exactly-one: steps.a.http has json and body.',
    ],
    [
      '{ id: a, manual: { instruction: Go, who: role:nobody } }',
      'unknown-role: Nobody in plan.yaml has the role "nobody".',
    ],
  ])('%s', async (step, words) => {
    expect((await said(`  - ${step}\n`)).map((each) => each.slice(0, words.length))).toEqual([words]);
  });
  test.each(['https://{{ zone }}.example/', 'https://u:p@x.example/', 'ftp://x.example/'])(
    'the place that is asked is never left to a value: %s',
    async (url) => {
      expect(
        (await said(`  - { id: a, http: { url: "${url}" } }\n`)).map((each) => each.split(':')[0]),
      ).toEqual(['wrong-value']);
    },
  );
  test('what is started is never left to a value', async () => {
    const found = await said('  - { id: a, local: { command: ["/bin/{{ zone }}"] } }\n', allowed);
    expect(found.map((each) => each.split(':')[0])).toEqual(['unknown-parameter']);
  });
  test('a runbook of people alone proves nothing, and is refused', async () => {
    const text = `${head}steps:\n  - { id: a, manual: Call the ward }\n`;
    const problems = await problemsWith({ 'runbooks/restart-agent.yaml': text });
    expect(problems.map(({ rule }) => rule)).toEqual(['nothing-on-endpoints']);
  });
});
