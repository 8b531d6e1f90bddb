import { expect, test } from 'vitest';
import { finishIncident } from '../../src/cli/finish-incident';
import { adopt, openConsole, type TestConsole, wardPlan } from '../helpers/console';

const hour = 3_600_000;
const incident = 'INC-0001';
const quiet = { json: true, result: () => {}, say: () => {}, progress: () => {} };

/** A console in which Maria commands an incident of sign-in, on the ward's plan with these files in it. */
async function commanded(files: Readonly<Record<string, string>> = {}): Promise<TestConsole> {
  const console = openConsole({ actsByItself: false });
  await adopt(console, { ...wardPlan, ...files });
  await console.handlers['operator.signIn']({ person: 'maria.chen' });
  await console.handlers['incident.declare']({
    ...{ service: 'sign-in', severity: 'SEV-1', takeCommand: true },
  });
  return console;
}
const finish = ({ core, handlers }: TestConsole, verifyWithinMs: number, terminal = quiet) =>
  finishIncident({ core, handlers, terminal, incident, run: null, person: 'maria.chen', verifyWithinMs });

test('no proof is waited for where no probe looks', async () => {
  const service = wardPlan['services/sign-in.yaml'].replace(/probes:\n.*\n/, '');
  const { proof } = await finish(await commanded({ 'services/sign-in.yaml': service }), hour);
  expect(proof).toBe('not-verified');
});

test('a proof that does not come in time is no fault', async () => {
  const { proof } = await finish(await commanded(), 1);
  expect(proof).toBe('not-verified');
});

test('what goes wrong while the proof is waited for is told, not taken for a proof that did not come', async () => {
  const progress = () => {
    throw new Error('the terminal is gone');
  };
  await expect(finish(await commanded(), hour, { ...quiet, progress })).rejects.toThrow(
    'the terminal is gone',
  );
});
