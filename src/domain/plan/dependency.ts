/** What a service, a runbook, a channel or the console needs; `console` is a console such as this one. */
export const dependencyKinds = ['service', 'integration', 'identity', 'network', 'console'] as const;
export type DependencyKind = (typeof dependencyKinds)[number];

/** Something that must work for something else to work. */
export type Dependency = {
  readonly kind: DependencyKind;
  /** A service of the plan; null for what the plan does not restore itself. */
  readonly service: string | null;
  /** What it is called where it is no service of the plan; null = nothing but its kind is said. */
  readonly name: string | null;
};

/** A dependency as the screen says it, where it is no service of the plan. */
export function dependencyName({ kind, service, name }: Dependency): string {
  return name ?? service ?? (kind === 'console' ? 'the console' : kind);
}
