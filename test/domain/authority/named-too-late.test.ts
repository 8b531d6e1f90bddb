import { expect, test } from 'vitest';
import { authorise, mayBreakGlass } from '../../../src/domain/authority/authorise';
import { entitlement } from '../../../src/domain/authority/entitlement';
import { staffOf } from '../../../src/domain/authority/staff';
import { nextInSuccession } from '../../../src/domain/authority/succession';
import type { Incident } from '../../../src/domain/incident/incident';
import type { Person, Plan } from '../../../src/domain/plan/plan';
import { hospital, manifestOf, seconds, signIn } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { worldOf } from '../../helpers/records';

const incident: Incident = {
  ...(worldOf(declared).incidents['INC-0001'] as Incident),
  commander: 'maria',
  staff: staffOf(hospital, signIn),
};
const eve: Person = { id: 'eve', name: 'Eve Roe', roles: ['deputy', 'operations-lead'], contacts: [] };
/** In the middle of the incident somebody writes Eve into everything. */
const edited: Plan = { ...hospital, people: [...hospital.people.filter(({ id }) => id !== 'eve'), eve] };
const service = {
  ...signIn,
  authority: { ...signIn.authority, succession: ['maria', 'eve'], approve: ['eve'] },
};

test('whoever is written into the plan in the middle of an incident gains nothing by it', () => {
  const question = { plan: edited, service, manifest: manifestOf(), at: seconds(60) };
  const asked = authorise({ ...question, person: eve, incident });
  expect([
    entitlement(eve, service, incident),
    entitlement(eve, service, { ...incident, commander: 'eve' }),
    asked.granted || asked.because,
    nextInSuccession(edited, service, incident),
    mayBreakGlass(eve, service, { ...incident, staff: { ...staffOf(hospital, signIn), breakGlass: [] } }),
  ]).toEqual([
    null,
    null,
    'Eve Roe was named for Clinical sign-in only after INC-0001 was declared.',
    null,
    false,
  ]);
});

test('is entitled in the next incident, which is declared under the new plan', () => {
  const next = { ...incident, staff: staffOf(edited, service) };
  expect([entitlement(eve, service, next), nextInSuccession(edited, service, next)?.id]).toEqual([
    'operations lead',
    'eve',
  ]);
});

test('whoever is taken out of the plan loses it at once', () => {
  const without = { ...service, authority: { ...service.authority, initiate: [] } };
  const jon = hospital.people.find(({ id }) => id === 'jon') as Person;
  expect([entitlement(jon, service, incident), entitlement(jon, without, incident)]).toEqual([
    'operations lead',
    null,
  ]);
});
