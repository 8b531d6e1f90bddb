import type { Look } from '../service/service';

/**
 * The name under which the result of a look at one single place stands, or null when the look is done on every
 * endpoint of the service and each result stands under the endpoint's name.
 */
export function placeOf(look: Look): string | null {
  switch (look.by) {
    case 'ssh':
      return null;
    case 'tcp':
      return look.host === null ? null : `${look.host}:${look.port}`;
    case 'http':
      return look.url;
    case 'tls':
      return `${look.host}:${look.port}`;
    case 'dns':
      return look.name;
  }
}
