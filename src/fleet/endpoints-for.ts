/** One machine of the demo hospital, before it has an address. */
export type HospitalEndpoint = {
  readonly name: string;
  readonly site: string;
  readonly ward: string;
  readonly role: Role;
};

export type Role = 'workstation' | 'kiosk' | 'tablet' | 'imaging' | 'directory';

type Site = {
  readonly name: string;
  readonly code: string;
  /** Of all endpoints, in percent; the shares add up to 100. */
  readonly share: number;
  readonly wards: readonly string[];
  /** Given out in turn, so that each ward gets a believable mix. */
  readonly roles: readonly Role[];
};

const floor: readonly Role[] = [
  ...['workstation', 'workstation', 'workstation', 'kiosk', 'workstation', 'workstation'],
  ...['workstation', 'imaging', 'workstation', 'workstation', 'kiosk', 'workstation'],
] as readonly Role[];

const sites: readonly Site[] = [
  {
    name: 'North',
    code: 'north',
    share: 32,
    wards: ['icu', 'ed', 'surgery', 'cardiology', 'maternity'],
    roles: floor,
  },
  {
    name: 'South',
    code: 'south',
    share: 29,
    wards: ['icu', 'ed', 'oncology', 'paediatrics', 'radiology'],
    roles: floor,
  },
  {
    name: 'Outpatient',
    code: 'outpatient',
    share: 23,
    wards: ['reception', 'clinic-a', 'clinic-b', 'pharmacy'],
    roles: ['workstation', 'kiosk', 'workstation', 'workstation', 'kiosk'],
  },
  {
    name: 'Ward tablets',
    code: 'tablets',
    share: 16,
    wards: ['north-rounds', 'south-rounds', 'night-shift'],
    roles: ['tablet'],
  },
];

const roleCodes: Readonly<Record<Role, string>> = {
  workstation: 'ws',
  kiosk: 'kiosk',
  tablet: 'tab',
  imaging: 'img',
  directory: 'dir',
};

/** Below this size a fleet has no directory servers of its own. */
const smallestWithDirectories = 10;

/**
 * `size` endpoints of a believable hospital group, ordered by site and ward. Deterministic; names are unique and
 * lower case. From 10 endpoints up two of them are directory servers, one at North and one at South.
 */
export function endpointsFor(size: number): readonly HospitalEndpoint[] {
  const counts = siteCounts(size);
  return sites.flatMap((site, place) =>
    endpointsOf(site, counts[place] ?? 0, size >= smallestWithDirectories),
  );
}

/** Largest remainders first, so that the counts add up to `size` exactly. */
function siteCounts(size: number): readonly number[] {
  const exact = sites.map((site) => (site.share * size) / 100);
  const counts = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, place) => ({ place, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place);
  const missing = size - counts.reduce((sum, count) => sum + count, 0);
  for (const { place } of byRemainder.slice(0, missing)) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

function endpointsOf(site: Site, count: number, withDirectory: boolean): readonly HospitalEndpoint[] {
  const numbers = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const wardPlace = Math.floor((index * site.wards.length) / count);
    const isDirectory = withDirectory && index === 0 && (site.code === 'north' || site.code === 'south');
    const ward = isDirectory ? 'core' : (site.wards[wardPlace] ?? 'core');
    const role = isDirectory ? 'directory' : (site.roles[index % site.roles.length] ?? 'workstation');
    const stem = `${site.code}-${ward}-${roleCodes[role]}`;
    const number = (numbers.get(stem) ?? 0) + 1;
    numbers.set(stem, number);
    return { name: `${stem}-${String(number).padStart(2, '0')}`, site: site.name, ward, role };
  });
}
