import { isAbsolute, relative, resolve } from 'node:path';

/** The one origin the window may show. */
export const appScheme = 'app';
export const appHost = 'holdfast';
export const startUrl = `${appScheme}://${appHost}/index.html`;

/** Sent with every page; no inline script, no inline style element, no network. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** True for pages of our own. Compares scheme and host: `origin` is the text "null" for custom schemes in Node. */
export function isOwnUrl(text: string): boolean {
  try {
    const url = new URL(text);
    return url.protocol === `${appScheme}:` && url.host === appHost;
  } catch {
    return false;
  }
}

/** True for requests the window may make: our own pages and inline data, nothing that leaves the machine. */
export function mayRequest(text: string): boolean {
  return isOwnUrl(text) || text.startsWith('data:') || text.startsWith('devtools:');
}

/**
 * The file that one of our URLs names, or null when it is none of ours or leads out of `root`.
 * Works on the decoded path, so that encoded dots and slashes gain nothing.
 */
export function fileFor(root: string, text: string): string | null {
  if (!isOwnUrl(text)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(text).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = resolve(root, `.${path}`);
  const inside = relative(root, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file;
}

/** Whether a message came from the top frame of our own page; anything else gets no answer. */
export function isTrustedSender(frame: { readonly url: string; readonly isTop: boolean } | null): boolean {
  return frame?.isTop === true && isOwnUrl(frame.url);
}
