import type { Endpoint } from '../../src/domain/plan/plan';
import type { Run } from '../../src/domain/run/run-state';
import { createSshTransport } from '../../src/execution/ssh';
import type { TestFleet } from './fleet';
import { endOf, type Faulty } from './mixed-faults';
import { startRunning } from './running';

/** Runs `svc start` over the whole fleet by the real road, whatever is wrong with it, and gives the run at its end. */
export async function playFaults(fleet: TestFleet): Promise<Run> {
  const transport = createSshTransport({ privateKey: fleet.privateKey, connectTimeoutMs: 20_000 });
  const size = fleet.fleet.endpoints.length;
  const command = 'svc start auth-agent';
  const step = {
    id: 'start',
    kind: 'command',
    command,
    timeoutMs: 8_000,
    idempotent: true,
    okExitCodes: [0],
  } as const;
  const running = startRunning({
    transport,
    on: fleet.fleet.endpoints.map(
      (each): Endpoint => ({
        ...each,
        labels: { role: 'workstation', site: each.site },
        hostKeys: [each.hostKeyFingerprint],
      }),
    ),
    runbook: {
      steps: [step],
      waves: { canary: size, size, maxInFlight: 100 },
      budgets: { failed: 1, unreachable: 1, denied: 1 },
    },
  });
  await running.conducting.done;
  await transport.close();
  return running.run();
}

/** Every endpoint whose end is not what its fault makes of it, as `name: kind → end`. */
export function misjudged(run: Run, faulty: readonly Faulty[]): string[] {
  return faulty.flatMap(({ name, kind }) => {
    const { outcome } = run.endpoints[name] ?? {};
    const cause = outcome && 'cause' in outcome ? `/${outcome.cause}` : '';
    const end = `${outcome?.state ?? 'lost'}${cause}`;
    return end === endOf[kind] ? [] : [`${name}: ${kind} → ${end}`];
  });
}
