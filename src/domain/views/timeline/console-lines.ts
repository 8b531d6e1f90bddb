import { counted, someOf } from '../words';
import { type Lines, silent } from './line';
import { personName } from './memory';

const leavingWords = {
  left: (name: string) => `${name} left the console`,
  idle: (name: string) => `The console locked: ${name} had not touched it for a while`,
  locked: (name: string) => `${name} locked the console`,
} as const;

export const consoleLines: Lines<
  | 'console.started'
  | 'clock.stepped'
  | 'plan.adopted'
  | 'plan.edited'
  | 'plan.prepared'
  | 'operator.enrolled'
  | 'operator.signed-in'
  | 'operator.refused'
  | 'operator.signed-out'
  | 'connectivity.changed'
  | 'receiver.refused'
> = {
  'console.started': silent,
  'clock.stepped': ({ byMs }) => ['warn', `The clock of this machine moved by ${Math.round(byMs / 1000)} s`],
  'plan.adopted': ({ organisation, services, endpoints }) => [
    'quiet',
    `Plan of ${organisation} in force: ${counted(services.length, 'service')}, ${counted(endpoints, 'endpoint')}`,
  ],
  'plan.edited': ({ person, file, from }, memory) => [
    'quiet',
    `${personName(memory, person)} ${from === undefined ? 'added' : 'changed'} ${file}`,
  ],
  'plan.prepared': ({ file, from }) => [
    'quiet',
    `${file} was ${from === undefined ? 'added' : 'changed'} at this console while no plan was in force`,
  ],
  'operator.enrolled': ({ person, by, changed }, memory) => [
    'quiet',
    `${personName(memory, person)} ${changed || by !== undefined ? 'changed their PIN' : 'set a PIN'}${by === undefined || by === person ? '' : `; ${personName(memory, by)} vouched for them`}`,
  ],
  'operator.signed-in': ({ person, proof }, memory) => [
    'quiet',
    `${personName(memory, person)} is at the console${proof === 'pin' ? ', proven by PIN' : ''}`,
  ],
  'operator.refused': ({ person, attempts }, memory) => [
    'warn',
    `Wrong PIN for ${personName(memory, person)}${attempts > 1 ? `, ${attempts} in a row` : ''}`,
  ],
  'operator.signed-out': ({ person, because }, memory) => [
    'quiet',
    leavingWords[because](personName(memory, person)),
  ],
  'connectivity.changed': ({ name, ok, because }) =>
    ok ? ['good', `${name} can be reached: ${because}`] : ['warn', `${name} cannot be reached: ${because}`],
  'receiver.refused': ({ reasons }) => {
    const all = Object.values(reasons).reduce((sum, many) => sum + many, 0);
    const each = Object.entries(reasons).map(([reason, many]) => `${many.toLocaleString('en')} ${reason}`);
    return ['warn', `The receiver turned ${counted(all, 'request')} away: ${someOf(each, 8)}`];
  },
};
