/** An address as the plan or a secret file gives it, or why nothing may be sent there. Never quotes the text. */
export type Address = { readonly url: URL } | { readonly because: string };

/**
 * Reads an HTTP address. One that is a secret itself has to be https, except on this machine: the plan, which
 * warns of secrets in the clear, has never seen it.
 */
export function readAddress(text: string, isSecret: boolean): Address {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { because: 'its address is not a URL' };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { because: 'its address is not http or https' };
  if (url.username !== '' || url.password !== '')
    return { because: 'its address holds a user name or password; put that into a secret file' };
  if (isSecret && url.protocol === 'http:' && !isLoopback(url.hostname))
    return { because: 'its address is not https, and it is a secret' };
  return { url };
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
