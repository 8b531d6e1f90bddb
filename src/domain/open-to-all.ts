/*
 * What a file that holds a secret may not be. Pure, so that whoever opens such a file, in whatever room, asks the
 * same: what the file system says of it is passed in.
 */

/** Whether everyone on a machine may read or change a file of this mode. On Windows the mode says nothing of it. */
export const isOpenToAll = (mode: number, platform: string): boolean =>
  platform !== 'win32' && (mode & 0o007) !== 0;

/** What makes a file its owner's alone, as it is typed at a shell; a path may begin with `~/`. */
export function commandToClose(file: string): string {
  const home = file.startsWith('~/') ? '~/' : '';
  const rest = file.slice(home.length);
  const quoted = /^[\w./-]+$/.test(rest) ? rest : `'${rest.replaceAll("'", "'\\''")}'`;
  return `chmod 600 ${home}${quoted}`;
}
