import type { Plan } from '../domain/plan/plan';
import { readSecret } from '../notify/secret-file';
import type { BecomeSecret } from './do-step';
import type { PlanFiles } from './watches';

/** What is answered when sudo asks, read from the file that the plan names at the moment it is needed. */
export async function readSudoSecret(plan: Plan, files: PlanFiles | undefined): Promise<BecomeSecret> {
  const name = plan.sudoSecret;
  if (name === undefined) return null;
  const secretFiles = files?.secretFiles ?? {};
  const secret = await readSecret(name, Object.hasOwn(secretFiles, name) ? secretFiles[name] : undefined);
  return 'secret' in secret ? secret : { because: `sudo would ask, and ${secret.because}; nothing was sent` };
}
