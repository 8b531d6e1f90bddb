import type { StartAnswers, StartFound } from '../../src/ipc/start-plan';

/** What the person has filled in; texts as they are typed. */
export type Filled = {
  readonly organisation: string;
  readonly name: string;
  readonly phone: string;
  readonly mail: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly template: string;
  readonly mode: 'drill' | 'tabletop';
};

/** What stands in the form at first. */
export function filledAtFirst(found: StartFound): Filled {
  return {
    ...{ organisation: '', name: '', phone: '', mail: '', user: '', mode: 'drill' },
    groups: found.groups.filter(({ proposed }) => proposed).map(({ name }) => name),
    template: found.templates[0]?.id ?? '',
  };
}

/** What has still to be filled in, in words, in the order of the form. */
export function missingIn(filled: Filled, found: StartFound): readonly string[] {
  return [
    ...(filled.organisation.trim() === '' ? ['whose plan it is'] : []),
    ...(filled.name.trim() === '' ? ['your name'] : []),
    ...(found.needsUser && filled.user.trim() === '' ? ['who signs in'] : []),
    ...(filled.groups.length === 0 ? ['at least one service'] : []),
  ];
}

export function answersOf({ phone, mail, user, ...filled }: Filled): StartAnswers {
  return {
    ...filled,
    groups: [...filled.groups],
    ...(phone.trim() === '' ? {} : { phone }),
    ...(mail.trim() === '' ? {} : { mail }),
    ...(user.trim() === '' ? {} : { user }),
  };
}
