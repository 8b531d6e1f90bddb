import type { Channel } from '../comms/channel';
import type { HistorySettings } from '../risk/history';
import type { Risk } from '../risk/risk';
import type { Runbook } from '../run/runbook';
import type { Look, Service } from '../service/service';
import type { Dependency } from './dependency';
import type { FreshnessRules, Review } from './review';

/** Whether what happens here is real. Everything but `live` paints the whole screen. */
export type Mode = 'live' | 'drill' | 'tabletop';

/** Someone the plan names. `roles` are role ids such as `incident-commander` or `operations-lead`. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly phone?: string | undefined;
  /** How messages reach this person: a channel of the plan and the address there. */
  readonly contacts: readonly { readonly channel: string; readonly address: string }[];
  /** When somebody last made sure of how this person is reached; absent = never said. */
  readonly reviewed?: Review | undefined;
};

/** Something outside the fleet that matters in an incident: the internet, DNS, chat. */
export type ConnectivityCheck = {
  readonly id: string;
  readonly name: string;
  readonly look: Exclude<Look, { readonly by: 'ssh' }>;
  readonly everyMs: number;
  readonly timeoutMs: number;
};

/** Where alerts are received. `bind` is `loopback` or the name of a network interface. */
export type Listener = {
  readonly bind: string;
  readonly port: number;
  /** The file that holds the bearer token, in the plan's words. */
  readonly secret: string;
};

/** A machine on the way to an endpoint that cannot be reached directly. Its key is checked like any other. */
export type Hop = {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeys: readonly string[];
};

/**
 * One machine of the fleet as the plan knows it.
 * `hostKeys` are OpenSSH fingerprints (`SHA256:…`); identity is the key, not the address.
 * An empty list means no key is on file, and nothing will ever be sent to it.
 */
export type Endpoint = {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly hostKeys: readonly string[];
  /** Groups of an Ansible inventory (with the groups above them) and tags of Rundeck; absent = none. */
  readonly groups?: readonly string[] | undefined;
  /** Through which machines it is reached, first hop first; absent = directly. */
  readonly jump?: readonly Hop[] | undefined;
};

/** A validated plan folder. Immutable; a changed folder yields a new plan with another digest. */
export type Plan = {
  readonly organisation: string;
  readonly mode: Mode;
  readonly currency: string;
  readonly people: readonly Person[];
  readonly services: readonly Service[];
  readonly runbooks: readonly Runbook[];
  readonly endpoints: readonly Endpoint[];
  readonly channels: readonly Channel[];
  /** Whom to call by telephone, in this order, when nothing else works: `role:<id>` or a person id. */
  readonly callTree: readonly string[];
  readonly connectivity: readonly ConnectivityCheck[];
  /** null = no alerts are received. */
  readonly listener: Listener | null;
  /** The console locks when nobody has touched it for so long, in milliseconds. */
  readonly lockAfterMs: number;
  /** The file that holds what is answered when sudo asks, in the plan's words; absent: nobody answers. */
  readonly sudoSecret?: string | undefined;
  /** `asked`, or the file that holds what opens every endpoint, in the plan's words; absent: keys do. */
  readonly password?: string | undefined;
  /** What this console needs to reach the fleet and its people; absent = nothing is said. */
  readonly consoleNeeds?: readonly Dependency[] | undefined;
  /** What a channel needs, by its id; absent where nothing is said. */
  readonly channelNeeds?: Readonly<Record<string, readonly Dependency[]>> | undefined;
  /** Absent = `defaultFreshness`. */
  readonly freshness?: FreshnessRules | undefined;
  /** Risks and threat scenarios; absent = none are stated. */
  readonly risks?: readonly Risk[] | undefined;
  /** How what other tools have is read; absent = as shipped. */
  readonly history?: HistorySettings | undefined;
  /** SHA-256 (hex) over every file the plan was read from. */
  readonly digest: string;
};

/** Spells a role id the way the screen says it: `incident-commander` → `Incident Commander`. */
export function roleName(role: string): string {
  return role
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
