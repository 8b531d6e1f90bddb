import { realpath } from 'node:fs/promises';
import { editPlanFile, requirePlanEditor } from '../domain/plan/edit-command';
import { missingKeys } from '../domain/plan/missing-keys';
import { AppError, refuse } from '../errors';
import { keepKeys } from '../plan/edit/keep-keys';
import { loginBy } from './console-facts';
import type { CallParts, Handlers } from './handlers';
import { type LookedAt, lookAtHostKeys, trustedLines } from './host-keys';

type KeyCall = 'keys.login' | 'keys.look' | 'keys.keep';

/** The calls that look at host keys which are not on file, and keep those that a person has seen listed. */
export function keyCalls({ core, deciding }: CallParts): Pick<Handlers, KeyCall> {
  const { plans, clock } = core;
  let last: (LookedAt & { readonly root: string; readonly planDigest: string }) | null = null;
  const rootOf = async (): Promise<string> => {
    const folder = plans.path() ?? refuse('No plan is open. Open a plan folder first.');
    return realpath(folder).catch(() => folder);
  };
  return {
    'keys.login': async () => {
      const { identityFile } = plans.files();
      return { key: identityFile, is: loginBy(identityFile, process.env.SSH_AUTH_SOCK) };
    },
    async 'keys.look'() {
      const plan = deciding.plan();
      const root = await rootOf();
      const looked = await lookAtHostKeys(missingKeys(plan));
      last = { ...looked, root, planDigest: plan.digest };
      return looked.look;
    },
    async 'keys.keep'({ digest }) {
      const root = await rootOf();
      let by = '';
      let planDigest = '';
      // Before anything is written: whoever may not change the plan changes nothing.
      deciding.commit((now) => {
        by = requirePlanEditor(now).name;
        planDigest = now.plan.digest;
        return [];
      });
      const looked = last;
      if (looked?.look.digest !== digest || looked.root !== root)
        refuse(
          'These are not the keys that were looked at last. Look again, and nothing is kept until then.',
        );
      if (looked.planDigest !== planDigest)
        refuse('The plan has changed since these keys were looked at. Look again; nothing was kept.');
      if (looked.scanned.length === 0) throw new AppError('invalid-input', 'No machine showed a key.');
      const { file, from, to } = await keepKeys(
        root,
        trustedLines(looked.scanned, { by: `${by} at this console`, atMs: clock.now() }),
      );
      last = null;
      deciding.commit((now) => editPlanFile(now, { file, from, to }));
      // Not only when the folder is seen to change: what comes next asks for these keys.
      await plans.open(plans.path() ?? root);
      return { file, keys: looked.look.keys, machines: looked.look.shown.length };
    },
  };
}
