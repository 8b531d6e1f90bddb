/** Whether a host is an IP address, for which nobody has to be asked. Close enough: the plan has only hosts here. */
export function isAddress(host: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)?.slice(1);
  if (parts) return parts.every((part) => Number(part) <= 255);
  return host.includes(':') && /^[0-9a-f:.]+(%\w+)?$/i.test(host);
}
