import type { Endpoint, Hop } from '../../domain/plan/plan';
import { type PlanFolder, parseOnce, readText } from '../plan-folder';
import { type PlanProblem, planWarning, startOfFile } from '../plan-problem';
import { knownHostName, readKeyLines, readKnownHosts } from './known-hosts';
import { mostFleetBytes } from './most-bytes';

type Keyed = { readonly endpoints: readonly Endpoint[]; readonly problems: readonly PlanProblem[] };
type Known = Pick<Endpoint, 'name' | 'address' | 'port'>;

/** Gives endpoints and the machines on the way to them the keys that are on file for their address and their name. */
export async function withHostKeys(
  folder: PlanFolder,
  file: string,
  endpoints: readonly Endpoint[],
): Promise<Keyed> {
  const { text, problems: unread } = await readText(folder, file, mostFleetBytes);
  const isMissing = unread.some((problem) => problem.rule === 'missing-file');
  if (text === null && !isMissing) return { endpoints, problems: unread };
  const hops = new Map(endpoints.flatMap(({ jump = [] }) => jump.map((hop) => [placeOf(hop), hop] as const)));
  const hosts = new Set([...endpoints, ...hops.values()].flatMap(namesOf));
  const lines = parseOnce(folder, file, readKeyLines, () => readKeyLines(file, text ?? ''));
  const { knownHosts, problems } = await readKnownHosts(file, text ?? '', hosts, lines);
  const keysOf = (each: Known) => knownHosts.keysOf(namesOf(each));
  const keyedHops = new Map([...hops].map(([place, hop]) => [place, { ...hop, hostKeys: keysOf(hop) }]));
  const keyed = endpoints.map((endpoint) => ({
    ...endpoint,
    hostKeys: keysOf(endpoint),
    ...(endpoint.jump && { jump: endpoint.jump.map((hop) => keyedHops.get(placeOf(hop)) ?? hop) }),
  }));
  const missing = isMissing ? `${file} does not exist: ` : '';
  const report = (message: string) => {
    const fix =
      '"holdfast plan keys --scan" shows the keys they offer. Compare the fingerprints; "--trust-on-first-use" then keeps the keys.';
    return planWarning(file, startOfFile, 'missing-host-keys', `${missing}${message}`, fix);
  };
  const without = keyed.filter(({ hostKeys }) => hostKeys.length === 0);
  const hopsWithout = [...keyedHops.values()].filter(({ hostKeys }) => hostKeys.length === 0);
  return {
    endpoints: keyed,
    problems: [
      ...problems,
      ...(without.length === 0
        ? []
        : [
            report(
              `${without.length} of ${endpoints.length} endpoints (${some(without)}) have no host key on file, and nothing will be sent to them.`,
            ),
          ]),
      ...(hopsWithout.length === 0
        ? []
        : [
            report(
              `${hopsWithout.length} of ${hops.size} machines on the way to endpoints (${some(hopsWithout)}) have no host key on file, and nothing will be sent through them.`,
            ),
          ]),
    ],
  };
}

function namesOf({ address, name, port }: Known): readonly string[] {
  return [knownHostName(address, port), knownHostName(name, port)];
}

function placeOf(hop: Hop): string {
  return [hop.name, hop.address, hop.port, hop.user].join('\0');
}

function some(all: readonly Known[]): string {
  const names = all.slice(0, 3).map(({ name }) => name);
  return all.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
}
