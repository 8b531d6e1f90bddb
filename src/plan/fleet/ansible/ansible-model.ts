import type { Position } from '../../plan-problem';

/** A value as the inventory gives it, and where. `at` is asked only when there is a problem. */
export type AnsibleVar = { readonly value: unknown; readonly at: () => Position };
export type AnsibleVars = Map<string, AnsibleVar>;

export type AnsibleGroup = {
  readonly name: string;
  readonly vars: AnsibleVars;
  readonly children: Set<string>;
  readonly at: () => Position;
};

export type AnsibleHost = {
  readonly name: string;
  readonly vars: AnsibleVars;
  /** The groups that list it themselves. */
  readonly groups: Set<string>;
  readonly at: () => Position;
};

/** An inventory as Ansible understands it, whichever way it was written. */
export type AnsibleModel = {
  readonly groups: Map<string, AnsibleGroup>;
  readonly hosts: Map<string, AnsibleHost>;
};

export function emptyModel(): AnsibleModel {
  return { groups: new Map(), hosts: new Map() };
}

/** The group of this name, made when it is not there. */
export function groupOf(model: AnsibleModel, name: string, at: () => Position): AnsibleGroup {
  const known = model.groups.get(name);
  if (known) return known;
  const group = { name, vars: new Map(), children: new Set<string>(), at };
  model.groups.set(name, group);
  return group;
}

/**
 * The host of this name, made when it is not there, now also a member of the group.
 * @param port what stood behind the name; as in Ansible it counts only where a host is named first
 */
export function hostOf(
  model: AnsibleModel,
  name: string,
  group: string,
  at: () => Position,
  port = '',
): AnsibleHost {
  const known = model.hosts.get(name);
  const host = known ?? { name, vars: new Map(), groups: new Set<string>(), at };
  if (!known && port !== '') host.vars.set('ansible_port', { value: port, at });
  host.groups.add(group);
  model.hosts.set(name, host);
  return host;
}
