import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Fleet, startFleet } from '../../src/fleet/fleet';

const demoPlan = path.resolve(import.meta.dirname, '../../resources/demo-plan');

/** A working copy of the demo plan in `folder`, with its endpoints running. The caller closes the fleet. */
export async function practicePlan(folder: string, size: number, waves?: string): Promise<Fleet> {
  await cp(demoPlan, folder, { recursive: true });
  if (waves !== undefined) {
    const runbook = path.join(folder, 'runbooks', 'restart-auth-agent.yaml');
    const text = await readFile(runbook, 'utf8');
    await writeFile(runbook, text.replace(/^waves:.*$/m, `waves: ${waves}`));
  }
  const services = ['auth-agent', 'pacs-viewer', 'directory'];
  return startFleet({ size, dir: path.join(folder, 'fleet'), services });
}
