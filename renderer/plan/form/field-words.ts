/** Where the choices of a field come from. */
export type Choices = 'people' | 'who' | 'services' | 'runbooks' | 'channels' | 'roles';

/** How a field is called where its own name with spaces is not enough. A new field needs a line here only then. */
const words: Readonly<Record<string, string>> = {
  id: 'Id',
  rto: 'RTO',
  rpo: 'RPO',
  wrt: 'WRT',
  mtpd: 'MTPD',
  mbco: 'MBCO',
  tcp: 'TCP',
  tls: 'TLS',
  dns: 'DNS',
  http: 'HTTP',
  ssh: 'SSH command',
  url: 'URL',
  plan_b: 'Plan B',
  comms: 'Communication',
};

/** What a field of this name refers to. */
const refersTo: Readonly<Record<string, Choices>> = {
  owner: 'people',
  by: 'people',
  depends_on: 'services',
  service: 'services',
  restore: 'runbooks',
  runbook: 'runbooks',
  run: 'runbooks',
  rollback: 'runbooks',
  roles: 'roles',
  initiate: 'who',
  approve: 'who',
  succession: 'who',
  break_glass: 'who',
  call_tree: 'who',
  who: 'who',
  channel: 'channels',
};

/** `plan_b` → `Plan B`, `verify_after` → `Verify after`. */
export function fieldWords(name: string): string {
  const spaced = name.replaceAll('_', ' ');
  return words[name] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export const choicesOf = (name: string): Choices | null =>
  Object.hasOwn(refersTo, name) ? (refersTo[name] ?? null) : null;

/** One item of a list, where that is not the name of the list without its last letter. */
const items: Readonly<Record<string, string>> = {
  people: 'person',
  do: 'act',
  escalation: 'rule',
  impact: 'point in time',
  depends_on: 'service',
  initiate: 'person or role',
  approve: 'person or role',
  succession: 'person or role',
  break_glass: 'person or role',
  call_tree: 'person or role',
  connectivity: 'check',
  to: 'address',
};

/** `probes` → `probe`, `people` → `person`: one item of a list. */
export function oneOf(name: string): string {
  const spaced = name.replaceAll('_', ' ');
  if (Object.hasOwn(items, name)) return items[name] ?? spaced;
  return spaced.endsWith('s') ? spaced.slice(0, -1) : `item of ${spaced}`;
}
