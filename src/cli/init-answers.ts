import { userInfo } from 'node:os';
import { checkSelector, countSelected } from '../app/plan-holder';
import { AppError } from '../errors';
import type { NewService, PlanAnswers } from '../plan/init/answers';
import { templateOf } from '../plan/init/build-plan';
import type { Candidate } from '../plan/init/candidates';
import { type NewProbe, readProbe } from '../plan/init/new-probe';
import { type NewPerson, readPerson } from '../plan/init/person';
import { requireSelected } from '../plan/init/require-selected';
import type { StartingPoint } from '../plan/init/starting-point';
import { firstLook, type PlanTemplate } from '../plan/init/template';
import { didYouMean } from '../plan/nearest-word';
import { planFileSchema } from '../plan/schema/plan-file';
import { line } from '../plan/schema/scalars';
import type { Ask } from './ask-line';
import type { InitOptions } from './commands/plan-init';

const dayMs = 86_400_000;
/** For how long the first envelopes hold: a quarter, after which somebody looks at them again. */
const firstEnvelopesMs = 90 * dayMs;

type Usual = {
  readonly organisation: string;
  readonly identity: string;
  /** All that ship. */
  readonly templates: readonly PlanTemplate[];
};

/** What the flags say, and answers on the terminal for what they leave out. */
export async function initAnswers(
  start: StartingPoint,
  options: InitOptions,
  ask: Ask,
  usual: Usual,
): Promise<PlanAnswers> {
  const { username } = userInfo();
  const organisation =
    options.organisation ??
    (await ask({
      ...{ question: 'Organisation', otherwise: usual.organisation, flag: '--organisation' },
      read: oneLineOf('organisation'),
    }));
  const [first, ...others] = options.person.map(readPerson);
  const you = { question: 'You (name <mail>, telephone)', otherwise: username, flag: '--person' };
  const people: [NewPerson, ...NewPerson[]] = [first ?? (await ask({ ...you, read: readPerson })), ...others];
  const signIn = { question: 'Sign in as', otherwise: username, flag: '--user', read: readUser };
  const user = start.needsUser ? (options.user ?? (await ask(signIn))) : null;
  const services = await chosenServices(start, options, ask);
  const templates = await chosenTemplates(services, options, ask, usual.templates);
  const probes = chosenProbes(services, options);
  return {
    ...{ organisation, people, mode: options.mode },
    user: user ?? options.user ?? null,
    identity: options.key ?? usual.identity,
    services: services.map((service, index) => ({
      ...service,
      ...{ templates: templates[index] ?? [firstLook], probe: probes.get(service.name) },
    })),
    until: new Date(Date.now() + firstEnvelopesMs).toISOString().slice(0, 10),
  };
}

type Named = Pick<NewService, 'name' | 'selector'>;

async function chosenServices(
  { candidates, endpoints }: StartingPoint,
  { service }: InitOptions,
  ask: Ask,
): Promise<readonly Named[]> {
  if (service.length > 0) {
    const services = service.map((written) => readService(written, candidates));
    for (const each of services) requireSelected(each, endpoints, { checkSelector, countSelected });
    return services;
  }
  const proposed = candidates.filter(({ leftOut }) => leftOut === null);
  const all = proposed.map(({ name }) => name).join(', ');
  return ask({
    ...{ question: 'Services (names of groups, separated by commas)', otherwise: all, flag: '--service' },
    read: (typed) => typed.split(',').map((each) => groupOf(each.trim(), candidates)),
  });
}

function readService(written: string, candidates: readonly Candidate[]): Named {
  if (written.trim() !== '' && !written.includes('=')) return groupOf(written.trim(), candidates);
  const [, name = '', selector = ''] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(written) ?? [];
  if (name !== '') return { name, selector };
  throw new AppError(
    'invalid-input',
    `${JSON.stringify(written)} is not a service. Name a group, or write for example "Portal=group=web".`,
  );
}

function groupOf(name: string, candidates: readonly Candidate[]): Named {
  const found = candidates.find((candidate) => candidate.name === name);
  if (found) return { name: found.name, selector: found.selector };
  const all = candidates.map((each) => each.name);
  const more = all.length > 12 ? `, … ${all.length - 12} more` : '';
  const there = `There are: ${all.slice(0, 12).join(', ')}${more}.`;
  throw new AppError('invalid-input', `There is no group "${name}". ${didYouMean(name, all, there)}`);
}

/** Per service, in their order: its own first, which then restores it, and after them those for all. */
async function chosenTemplates(
  services: readonly Named[],
  { template }: InitOptions,
  ask: Ask,
  all: readonly PlanTemplate[],
) {
  const read = (written: string) => readChoice(written, services, all);
  const pairs =
    template.length > 0
      ? template.map(read)
      : await ask({
          question: `What restores them (${all.map(({ id }) => id).join(', ')}; for one of them id=service)`,
          ...{ otherwise: firstLook, flag: '--template' },
          read: (typed) => typed.split(',').map(read),
        });
  return services.map(({ name }) => {
    const of = (whose: string) => pairs.filter(({ service }) => service === whose).map(({ id }) => id);
    const own = [...of(name), ...of('')];
    return own.length > 0 ? own : undefined;
  });
}

function readChoice(written: string, services: readonly Named[], all: readonly PlanTemplate[]) {
  const [id = '', ...rest] = written.split('=');
  const service = rest.join('=').trim();
  if (service !== '' && !services.some(({ name }) => name === service))
    throw new AppError('invalid-input', `--template ${written}: no service is called "${service}".`);
  return { id: templateOf(all, id.trim()).id, service };
}

function oneLineOf(what: string): (typed: string) => string {
  return (typed) => {
    if (line.safeParse(typed).success) return typed;
    const words = `${JSON.stringify(typed)} is no ${what}: it must be text on one line, at most 500 characters.`;
    throw new AppError('invalid-input', words);
  };
}

function readUser(typed: string): string {
  if (planFileSchema.shape.fleet.safeParse({ user: typed }).success) return typed;
  throw new AppError(
    'invalid-input',
    `${JSON.stringify(typed)} is not a user name. Write for example "ops".`,
  );
}

/** By the name of the service. */
function chosenProbes(services: readonly Named[], { probe }: InitOptions): ReadonlyMap<string, NewProbe> {
  const chosen = new Map<string, NewProbe>();
  for (const written of probe) {
    const [, service = '', look = ''] = /^\s*([^=]+?)\s*=\s*(.*)$/s.exec(written) ?? [];
    if (!services.some(({ name }) => name === service))
      throw new AppError(
        'invalid-input',
        `--probe ${written}: no service is called "${service}". Write for example "web=port: 443".`,
      );
    if (chosen.has(service))
      throw new AppError('invalid-input', `--probe ${written}: ${service} has a probe already.`);
    chosen.set(service, readProbe(look));
  }
  return chosen;
}
