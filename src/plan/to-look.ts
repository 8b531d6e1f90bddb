import type { ConnectivityCheck } from '../domain/plan/plan';
import type { Look } from '../domain/service/service';
import { portCommand, processCommand } from './endpoint-command';
import type { PlanFile } from './schema/plan-file';
import type { ServiceFile } from './schema/service-file';

type ProbeFile = ServiceFile['probes'][number];
type OutsideLook = ConnectivityCheck['look'];

const dayMs = 86_400_000;
const goodStatus = [200, 204];
const leastTlsMs = 14 * dayMs;

/** What a probe does, in the words of the domain. That it does exactly one thing is checked elsewhere. */
export function toLook(probe: ProbeFile): Look {
  const { ssh, process, port } = probe;
  if (ssh !== undefined) return { by: 'ssh', command: ssh };
  if (process !== undefined) return { by: 'ssh', command: processCommand(process) };
  if (port !== undefined) return { by: 'ssh', command: portCommand(port) };
  return toOutsideLook(probe);
}

/** What a connectivity check does. */
export function toConnectivityCheck(check: PlanFile['connectivity'][number]): ConnectivityCheck {
  const { id, name, every, timeout } = check;
  return { id, name, look: toOutsideLook(check), everyMs: every, timeoutMs: timeout };
}

function toOutsideLook(fields: Pick<ProbeFile, 'tcp' | 'http' | 'tls' | 'dns' | Companion>): OutsideLook {
  const { tcp, http, tls, dns, expect, server } = fields;
  const expected = expect === undefined ? {} : { expect };
  if (tcp !== undefined) return { by: 'tcp', ...tcp };
  if (http !== undefined) {
    return { by: 'http', url: http, status: fields.status ?? goodStatus, ...expected };
  }
  if (tls !== undefined) return { by: 'tls', ...tls, leastMs: fields.least ?? leastTlsMs };
  return { by: 'dns', name: dns ?? '', ...(server === undefined ? {} : { server }), ...expected };
}

type Companion = 'status' | 'expect' | 'least' | 'server';
