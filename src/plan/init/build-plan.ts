import { AppError } from '../../errors';
import type { PlanAnswers } from './answers';
import { fillRunbook, fillService } from './fill-template';
import { type NamedPerson, type PlanInventory, planText } from './plan-text';
import { schemaFolder } from './schema-line';
import { freeId, slug } from './slug';
import type { PlanTemplate } from './template';

/** What a plan is made of. */
export type PlanParts = {
  readonly answers: PlanAnswers;
  readonly templates: readonly PlanTemplate[];
  readonly inventory: PlanInventory;
  readonly knownHosts: string;
  /** File name → text. */
  readonly schemas: Readonly<Record<string, string>>;
};

/**
 * Every file of a new plan: path in the folder → text, in the order in which people read them.
 * @throws AppError `not-found` for a template that is not there, `invalid-input` for a plan without services
 */
export function buildPlan(parts: PlanParts): Readonly<Record<string, string>> {
  const { answers, inventory, knownHosts, schemas } = parts;
  const people = named(answers);
  const [first] = people;
  const chosen = answers.services.map(({ templates }) => chosenTemplates(parts.templates, templates));
  if (!first || answers.services.length === 0)
    throw new AppError('invalid-input', 'A plan needs at least one service.');
  const taken = new Set<string>();
  const files: Record<string, string> = { 'plan.yaml': planText(answers, people, inventory) };
  for (const [index, service] of answers.services.entries()) {
    const id = freeId(slug(service.name, '-', 'service'), taken);
    taken.add(id);
    const { name, selector, probe } = service;
    const about = { id, name, selector, probe, owner: first.id };
    const [main, ...others] = chosen[index] ?? [];
    if (main)
      files[`services/${id}.yaml`] = fillService([main, ...others], { ...about, until: answers.until });
  }
  for (const template of new Set(chosen.flat())) Object.assign(files, templateFiles(template, first.id));
  return {
    ...files,
    [inventory.file]: inventory.text,
    'fleet/known_hosts': knownHosts,
    ...Object.fromEntries(Object.entries(schemas).map(([name, text]) => [`${schemaFolder}/${name}`, text])),
  };
}

/** The files of a template that no service owns alone. */
export function templateFiles(template: PlanTemplate, owner: string): Readonly<Record<string, string>> {
  const runbooks = Object.entries(template.runbooks);
  return {
    ...Object.fromEntries(runbooks.map(([id, text]) => [`runbooks/${id}.yaml`, fillRunbook(text, owner)])),
    [`scenarios/${template.id}.md`]: template.scenario,
  };
}

/** @throws AppError `not-found` with the ids there are */
export function templateOf(templates: readonly PlanTemplate[], id: string): PlanTemplate {
  const found = templates.find((each) => each.id === id);
  if (found) return found;
  const ids = templates.map((each) => each.id).join(', ');
  throw new AppError('not-found', `There is no template "${id}". There are: ${ids}.`);
}

function chosenTemplates(all: readonly PlanTemplate[], ids: readonly string[]): readonly PlanTemplate[] {
  return [...new Set(ids)].map((id) => templateOf(all, id));
}

function named({ people }: PlanAnswers): readonly NamedPerson[] {
  const taken = new Set<string>();
  return people.map((person) => {
    const id = freeId(slug(person.name, '.', 'person'), taken);
    taken.add(id);
    return { ...person, id };
  });
}
