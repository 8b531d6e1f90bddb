import type { Service } from '../../../domain/service/service';
import { type Finding, note, serviceFile, warn } from './finding';

const dayMs = 86_400_000;
const soonMs = 30 * dayMs;

/** Whether somebody may restore the service, and for how long still. */
export function lintAuthority(service: Service, nowMs: number): readonly Finding[] {
  const { id, name, authority, audiences, tier } = service;
  const file = serviceFile(id);
  const mayStart =
    authority.initiate.length > 0 || authority.envelopes.some(({ untilMs }) => untilMs >= nowMs);
  const without = 'restoring it will need whoever commands, or a broken glass';
  const ending = authority.envelopes.flatMap((envelope, index) => {
    const leftMs = envelope.untilMs - nowMs;
    if (leftMs < 0 || leftMs > soonMs) return [];
    const days = Math.ceil(leftMs / dayMs);
    const left = days <= 1 ? 'one day' : `${days} days`;
    const message = `The envelope for ${envelope.runbook} ends in ${left}.`;
    const path = ['authority', 'envelopes', index, 'until'];
    return [warn(file, path, 'envelope-ends-soon', message, 'Agree on it anew before it ends.')];
  });
  return [
    ...(mayStart
      ? []
      : [
          warn(
            file,
            ['authority'],
            'no-authority',
            `Nobody is named who may restore ${name}, and no envelope is in force: ${without}.`,
            'Add "initiate:" or an envelope under "authority:".',
          ),
        ]),
    ...ending,
    ...(tier > 2 || audiences.length > 0
      ? []
      : [
          note(
            file,
            ['comms'],
            'no-audience',
            `Nobody is named who has to hear of ${name}.`,
            'Add an audience under "comms:", with how soon and how often.',
          ),
        ]),
  ];
}
