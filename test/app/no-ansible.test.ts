import { expect, test } from 'vitest';
import type { Step } from '../../src/domain/run/runbook';
import { findAnsible } from '../../src/execution/ansible/program';
import { workstations } from '../helpers/hospital';
import { startRunning } from '../helpers/running';
import { scriptedTransport } from '../helpers/scripted-transport';

const step: Step = {
  ...{ id: 'play', kind: 'ansible', command: 'ansible-playbook a/b.yml', timeoutMs: 1000, idempotent: true },
  ...{ okExitCodes: [0], ansible: { playbook: 'a/b.yml', sha256: 'x', files: 1, bytes: 1 } },
};
const before: Step = { ...step, id: 'first', kind: 'command', command: 'echo 1', ansible: undefined };

test('without ansible on this machine the run halts with these words before anything is sent, earlier steps too', async () => {
  const transport = scriptedTransport();
  const findNothing = () => findAnsible('/nonexistent');
  const running = startRunning({ transport, runbook: { steps: [before, step] }, findAnsible: findNothing });
  await running.conducting.done;
  expect([running.run().result, running.run().haltedBecause, transport.asked]).toEqual([
    'halted',
    'ansible-playbook is not installed on this machine; nothing was sent',
    [],
  ]);
});

test('where a name would be taken for several endpoints the run halts before anything is sent', async () => {
  const transport = scriptedTransport();
  const on = workstations(2).map((each, index) => (index === 1 ? { ...each, name: 'ws[1:9]' } : each));
  const running = startRunning({ transport, on, runbook: { steps: [step] } });
  await running.conducting.done;
  expect([running.run().haltedBecause, transport.asked]).toEqual([
    'ansible would not take this name for one endpoint: "ws[1:9]"',
    [],
  ]);
});
