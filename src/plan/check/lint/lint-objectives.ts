import type { Service } from '../../../domain/service/service';
import { type Finding, note, serviceFile } from './finding';

const spelled = { rpo: 'how much data may be lost (rpo)', wrt: 'how long catching up takes (wrt)' } as const;

/** What nobody has said must not read as "none" where it matters most. */
export function lintObjectives({ id, name, tier, objectives }: Service): readonly Finding[] {
  if (tier > 2) return [];
  const unsaid = [
    ...(objectives.rpoMs === null ? [spelled.rpo] : []),
    ...(objectives.wrtMs === null ? [spelled.wrt] : []),
  ];
  if (unsaid.length === 0) return [];
  const message = `Nobody has said ${unsaid.join(' or ')} for ${name}.`;
  const fix = 'Write the time under "objectives:"; 0m is none at all.';
  return [note(serviceFile(id), ['objectives'], 'objective-not-stated', message, fix)];
}
