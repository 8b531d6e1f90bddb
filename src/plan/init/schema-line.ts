/** Where a plan keeps the JSON Schemas that its files name, so that editors find them without a network. */
export const schemaFolder = '.holdfast/schemas';

/** The first line of a plan file: it tells editors what may stand in it. */
export function schemaLine(kind: 'plan' | 'service' | 'runbook'): string {
  const up = kind === 'plan' ? '' : '../';
  return `# yaml-language-server: $schema=${up}${schemaFolder}/${kind}.schema.json\n`;
}
