import { userInfo } from 'node:os';
import { checkSelector, countSelected } from '../app/plan-holder';
import { AppError } from '../errors';
import type { NewService, PlanAnswers } from '../plan/init/answers';
import { type Candidate, mostProposed } from '../plan/init/candidates';
import { type NewProbe, readProbe } from '../plan/init/new-probe';
import { type NewPerson, readPerson } from '../plan/init/person';
import { requireSelected } from '../plan/init/require-selected';
import type { StartingPoint } from '../plan/init/starting-point';
import { firstLook } from '../plan/init/template';
import { didYouMean } from '../plan/nearest-word';
import type { Ask } from './ask-line';
import type { InitOptions } from './commands/plan-init';

const dayMs = 86_400_000;
/** For how long the first envelopes hold: a quarter, after which somebody looks at them again. */
const firstEnvelopesMs = 90 * dayMs;

type Usual = { readonly organisation: string; readonly identity: string };

/** What the flags say, and answers on the terminal for what they leave out. */
export async function initAnswers(
  start: StartingPoint,
  options: InitOptions,
  ask: Ask,
  usual: Usual,
): Promise<PlanAnswers> {
  const organisation =
    options.organisation ?? (await ask('Organisation', usual.organisation, '--organisation'));
  const [first, ...others] = options.person.map(readPerson);
  const me = first ?? readPerson(await ask('You (name <mail>, telephone)', userInfo().username, '--person'));
  const people: [NewPerson, ...NewPerson[]] = [me, ...others];
  const user = start.needsUser
    ? (options.user ?? (await ask('Sign in as', userInfo().username, '--user')))
    : null;
  const services = await chosenServices(start, options, ask);
  const templates = await chosenTemplates(services, options, ask);
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
  const proposed = candidates.slice(0, mostProposed);
  const all = proposed.map(({ name }) => name).join(', ');
  const typed = await ask('Services (names of groups, separated by commas)', all, '--service');
  return typed.split(',').map((each) => groupOf(each.trim(), candidates));
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
async function chosenTemplates(services: readonly Named[], { template }: InitOptions, ask: Ask) {
  const written =
    template.length > 0
      ? template
      : (
          await ask('What restores them (holdfast plan templates; id, id=service)', firstLook, '--template')
        ).split(',');
  const pairs = written.map((each) => {
    const [id = '', ...rest] = each.split('=');
    const service = rest.join('=').trim();
    if (service !== '' && !services.some(({ name }) => name === service))
      throw new AppError('invalid-input', `--template ${each}: no service is called "${service}".`);
    return { id: id.trim(), service };
  });
  return services.map(({ name }) => {
    const of = (whose: string) => pairs.filter(({ service }) => service === whose).map(({ id }) => id);
    const all = [...of(name), ...of('')];
    return all.length > 0 ? all : undefined;
  });
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
