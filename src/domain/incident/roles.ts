/** The roles of a command, in the order the screen shows them; spelled out by `roleName`. */
export const commandRoles = [
  'incident-commander',
  'deputy',
  'scribe',
  'operations-lead',
  'communications-lead',
  'liaison',
  'observer',
] as const;
export type CommandRole = (typeof commandRoles)[number];
