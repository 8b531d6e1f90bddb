import type { StartProbe } from './answers';

type Words = { readonly kind: string; readonly label: string; readonly example: string };

/** How a service can be watched, in words; the most usual first. */
export const probeWords: Readonly<Record<StartProbe['by'], Words>> = {
  ssh: {
    kind: 'A command on every endpoint',
    label: 'Command; it ends with 0 when all is well',
    example: 'systemctl is-active nginx',
  },
  port: { kind: 'A port that every endpoint listens on', label: 'TCP port', example: '443' },
  process: {
    kind: 'A process on every endpoint',
    label: 'Name of the process, at most 15 signs',
    example: 'nginx',
  },
  http: {
    kind: 'A web address, asked from here',
    label: 'Address',
    example: 'https://portal.example/health',
  },
  tls: { kind: 'A certificate, asked from here', label: 'Host and port', example: 'portal.example:443' },
  tcp: {
    kind: 'A connection, tried from here',
    label: 'Port of every endpoint, or one host and port',
    example: 'db.example:5432',
  },
  dns: { kind: 'A name, resolved from here', label: 'Name', example: 'portal.example' },
};
