import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/domain/canonical-json';
import type { Plan } from '../../../src/domain/plan/plan';
import { commandOf } from '../../../src/domain/run/command-of';
import { type ManifestEntry, manifestSchema, resolveManifest } from '../../../src/domain/run/manifest';
import type { Parameter } from '../../../src/domain/run/parameters';
import type { Step } from '../../../src/domain/run/runbook';
import { endpoint, hospital, manifestOf, restartAgent, sha256 } from '../../helpers/hospital';

const unit: Parameter = { id: 'unit', type: 'text', default: 'agent' };
const step: Step = { ...(restartAgent.steps[0] as Step), command: 'svc restart {{ unit }} {{ label.site }}' };
const planWith = (steps: readonly Step[], parameters: readonly Parameter[] = [unit]): Plan => ({
  ...hospital,
  runbooks: [{ ...restartAgent, steps, parameters }],
  endpoints: [
    endpoint('ws-1', { role: 'workstation', site: 'north', floor: '1' }),
    endpoint('ws-2', { role: 'workstation', site: 'south', floor: '2' }),
    { ...endpoint('ws-3'), labels: { role: 'workstation', floor: '3' } },
  ],
});
const resolve = (plan: Plan, more: object = {}) =>
  resolveManifest({ plan, service: 'sign-in', runbook: 'restart-agent', lastSeen: {}, sha256, ...more });

test('a manifest holds the values and, of each endpoint, only the labels that its steps use', () => {
  const manifest = resolve(planWith([step]), { given: { unit: "x'; reboot" } });
  expect([manifest.values, manifest.entries.map(({ labels }) => labels)]).toEqual([
    { unit: "x'; reboot" },
    [{ site: 'north' }, { site: 'south' }],
  ]);
});

test('an endpoint without a label that a step uses is left out by name', () => {
  expect(resolve(planWith([step])).excluded).toEqual([{ endpoint: 'ws-3', reason: 'label missing' }]);
});

test('a manifest without values and labels has the name it had before there were any', () => {
  const { digest, ...body } = manifestOf();
  const asBefore = {
    ...body,
    steps: body.steps.map(({ id, kind, command, timeoutMs, idempotent, okExitCodes, expect: expected }) => ({
      ...{ id, kind, command, timeoutMs, idempotent, okExitCodes },
      ...(expected === undefined ? {} : { expect: expected }),
    })),
    entries: body.entries.map(({ endpoint: name, address, port, user, hostKeys }) => ({
      ...{ endpoint: name, address, port, user, hostKeys },
    })),
  };
  expect(digest).toBe(sha256(canonicalJson(asBefore)));
});

test('what is approved are the steps, the values and the labels together', () => {
  const moved = planWith([step]);
  const withEndpoint = {
    ...moved,
    endpoints: moved.endpoints.with(0, endpoint('ws-1', { role: 'workstation', site: 'east' })),
  };
  const variants: readonly (Partial<Step> | null)[] = [
    null,
    { refuse: 'x' },
    { become: { user: 'root', method: 'sudo' } },
    { become: { user: 'agent', method: 'sudo' } },
    { script: 'echo 1' },
    { script: 'echo 2' },
    { args: ['a'] },
    { everyMs: 5 },
    { rollback: 'svc stop' },
    { irreversible: true },
    { values: { unit: 'other' } },
    { copy: { from: 'a', to: '/a', mode: '0644', sha256: '0'.repeat(64), bytes: 1 } },
    { copy: { from: 'a', to: '/a', mode: '0644', sha256: '1'.repeat(64), bytes: 1 } },
  ];
  const digests = [
    ...variants.map((change) => resolve(planWith([{ ...step, ...change }])).digest),
    resolve(planWith([step]), { given: { unit: 'another' } }).digest,
    resolve(withEndpoint).digest,
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

test('a manifest comes out of the journal as it went in', () => {
  const become = { user: 'root', method: 'sudo' } as const;
  const copy = { from: 'a', to: '/a', mode: '0644', sha256: '0'.repeat(64), bytes: 1 };
  const full: Step = {
    ...step,
    refuse: 'x',
    become,
    copy,
    args: ['a'],
    script: 's',
    everyMs: 1,
    values: { a: '1' },
  };
  const manifest = resolve(planWith([full]));
  expect(manifestSchema.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
});

test('a retry keeps the values of its run while the runbook takes the same ones, else the defaults', () => {
  const values = { unit: 'chosen' };
  const other: Parameter = { ...unit, id: 'other' };
  expect([
    resolve(planWith([step]), { values }).values,
    resolve(planWith([{ ...step, command: '{{ other }}' }], [other]), { values }).values,
  ]).toEqual([{ unit: 'chosen' }, { other: 'agent' }]);
});

test('a value that the runbook does not take is refused', () => {
  expect(() => resolve(planWith([step]), { given: { unti: 'x' } })).toThrow(
    'The runbook has no parameter "unti". Its parameters are unit.',
  );
});

test('a step of a runbook that was taken in has the values given there, and no others', () => {
  const entry = {
    endpoint: 'ws-1',
    address: 'a',
    port: 22,
    user: 'ops',
    hostKeys: [],
    labels: { site: 'north' },
  };
  const sent = (more: Partial<Step>) =>
    commandOf({ ...step, okExitCodes: [0], ...more } as never, entry as ManifestEntry, { unit: 'own' }, false)
      .command;
  expect([sent({}), sent({ values: { unit: 'given' } }), () => sent({ values: {} })]).toEqual([
    "svc restart 'own' 'north'",
    "svc restart 'given' 'north'",
    expect.any(Function),
  ]);
  expect(() => sent({ values: {} })).toThrow('{{ unit }} has no value on ws-1');
});
