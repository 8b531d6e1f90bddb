import type { Look } from '../../../src/domain/service/service';

/** What a probe does, in words: `ssh on every endpoint`, `http idp.local/health`. */
export function lookWords(look: Look): string {
  switch (look.by) {
    case 'ssh':
      return look.command;
    case 'tcp':
      return look.host === null ? `port ${look.port}` : `${look.host}:${look.port}`;
    case 'http':
      return look.url;
    case 'tls':
      return `certificate of ${look.host}:${look.port}`;
    case 'dns':
      return `name ${look.name}`;
  }
}
