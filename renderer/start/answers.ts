import type { StartAnswers, StartFound } from '../../src/ipc/start-plan';

type StartService = StartAnswers['services'][number];
export type StartProbe = NonNullable<StartService['probe']>;

/** What one service has in place of what all have; texts as they are typed. */
export type OwnChoice = { readonly template?: string; readonly probe?: StartProbe };

/** What the person has filled in; texts as they are typed. */
export type Filled = {
  readonly organisation: string;
  readonly name: string;
  readonly phone: string;
  readonly mail: string;
  readonly user: string;
  readonly groups: readonly string[];
  /** By group; kept when a group is left out, for when it is taken again. */
  readonly own: ReadonlyMap<string, OwnChoice>;
  readonly template: string;
  readonly mode: 'drill' | 'tabletop';
};

export type StartText = 'organisation' | 'name' | 'phone' | 'mail' | 'user';

/** As many as the console writes at once. */
const mostServices = 100;

/** What stands in the form at first. @param before what was filled in for another inventory: who it is stays */
export function filledAtFirst(found: StartFound, before: Filled | null = null): Filled {
  return {
    ...{ organisation: '', name: '', phone: '', mail: '', user: '', mode: 'drill' },
    template: found.templates[0]?.id ?? '',
    ...before,
    groups: found.groups.filter(({ proposed }) => proposed).map(({ name }) => name),
    own: new Map(),
  };
}

/** Something still to fill in: a selector of its field, and in words. */
export type Missing = { readonly field: string; readonly words: string };

/** What has still to be filled in, in the order of the form. */
export function missingIn(filled: Filled, found: StartFound): readonly Missing[] {
  const { groups, own } = filled;
  const text = (id: StartText, words: string): readonly Missing[] =>
    filled[id].trim() === '' ? [{ field: at(`start-${id}`), words }] : [];
  const unsaid = groups.filter((group) => own.get(group)?.probe?.at.trim() === '');
  return [
    ...text('organisation', 'whose plan it is'),
    ...text('name', 'your name'),
    ...(found.needsUser ? text('user', 'who signs in') : []),
    ...(groups.length === 0 ? [{ field: firstGroup, words: 'at least one service' }] : []),
    ...(groups.length > mostServices
      ? [{ field: firstGroup, words: `at most ${mostServices} services: more are added later` }]
      : []),
    ...unsaid.map((group) => ({
      // Its field is there only while it is being changed.
      field: `${at('start-probe-at')}, ${at(`start-change-${group}`)}`,
      words: `what tells whether ${group} works`,
    })),
  ];
}

const at = (testId: string) => `[data-testid=${JSON.stringify(testId)}]`;
const firstGroup = `${at('start-groups')} [tabindex="0"]`;

export function answersOf({ phone, mail, user, groups, own, ...filled }: Filled): StartAnswers {
  return {
    ...filled,
    services: groups.map((group) => ({ group, ...own.get(group) })),
    ...(phone.trim() === '' ? {} : { phone }),
    ...(mail.trim() === '' ? {} : { mail }),
    ...(user.trim() === '' ? {} : { user }),
  };
}

/** Changes what one service has of its own; what is as for all is taken out. */
export function withOwn(filled: Filled, group: string, change: OwnChoice): Filled {
  const own = new Map(filled.own);
  const { template, probe } = change;
  if (template === undefined && probe === undefined) own.delete(group);
  else own.set(group, change);
  return { ...filled, own };
}
