import type { Outcome } from '../../src/domain/run/outcome';
import type { RunPreview } from '../../src/domain/views/primary-action';
import type { Transport } from '../../src/execution/transport';
import { adopt, openConsole, type TestConsole, wardPlan } from './console';
import { type Asked, failed, ok, type ScriptedTransport, scriptedTransport } from './scripted-transport';

export type Ward = TestConsole & {
  readonly transport: ScriptedTransport;
  /** Lets one sweep of the probe happen. */
  sweep(): Promise<void>;
  /** Signs in, waits until sign-in is down, declares, takes command, waits for the resolved manifest. */
  declare(): Promise<RunPreview>;
};

/**
 * Six workstations on which sign-in is down until its agent is restarted there.
 * @param instead answers before they do
 * @param warm what the transport does besides
 */
export async function brokenWard(
  files: Readonly<Record<string, string>> = wardPlan,
  instead: (asked: Asked) => Outcome | undefined = () => undefined,
  warm: Pick<Transport, 'warm'> = {},
): Promise<Ward> {
  const up = new Set<string>();
  const scripted = scriptedTransport((asked) => {
    const { target, command } = asked;
    const answer = instead(asked);
    if (answer) return answer;
    if (command.command.includes('is-active')) return up.has(target.name) ? ok : failed;
    up.add(target.name);
    return ok;
  });
  const transport = Object.assign(scripted, warm);
  const console = openConsole({ transport });
  const { core, handlers, clock, until } = console;
  await adopt(console, files);
  const sweep = async (): Promise<void> => {
    const before = core.snapshot().live.sweptAt['sign-in/agent'] ?? 0;
    clock.advance(15_000);
    await until(() => (core.snapshot().live.sweptAt['sign-in/agent'] ?? 0) > before);
    // The schedule learns of the end a moment after the window does.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...console,
    transport,
    sweep,
    async declare() {
      await handlers['operator.signIn']({ person: 'maria.chen' });
      await sweep();
      await handlers['incident.declare']({ service: 'sign-in', severity: 'SEV-1', takeCommand: true });
      clock.advance(100);
      return until(() => core.snapshot().live.previews['sign-in']);
    },
  };
}
