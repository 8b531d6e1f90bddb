/** The ways an inventory can be written; `format:` in plan.yaml names one of them. */
export const inventoryFormats = [
  'csv',
  'ansible-ini',
  'ansible-yaml',
  'ansible-json',
  'ssh-config',
  'rundeck',
] as const;

export type InventoryFormat = (typeof inventoryFormats)[number];

/** What an inventory is by its name and its text; `structured` is YAML, JSON or XML, whose content has to tell more. */
export type GuessedFormat =
  | Exclude<InventoryFormat, 'ansible-yaml' | 'ansible-json' | 'rundeck'>
  | 'structured';

/** Guesses by the end of the name; where that says nothing, by the first line that is not a comment. */
export function guessFormat(file: string, text: string): GuessedFormat {
  const name = file.replace(/^.*\//, '').toLowerCase();
  if (/\.(csv|tsv)$/.test(name)) return 'csv';
  const [first = ''] = /^(?!\s*([#;]|$)).*$/m.exec(text) ?? [];
  // Ansible reads its INI under any name, and people have called it hosts.yml; no YAML and no JSON begins like this.
  if (/\.(ya?ml|json|xml)$/.test(name))
    return /^\[[\w.-]+(:\w+)?\]\s*(#.*)?$/.test(first) ? 'ansible-ini' : 'structured';
  if (/\.ini$/.test(name)) return 'ansible-ini';
  if (/^(ssh_)?config$|\.ssh_?config$|ssh_config/.test(name)) return 'ssh-config';
  if (/^\s*(---|\{|<[!?a-z]|[\w."'-]+:\s*$)/.test(first) || /^\s*\[\s*(\{|$)/.test(first))
    return 'structured';
  if (/^\s*(host|match|include|[a-z]+)(\s*=\s*|\s+)\S/i.test(first) && /^\s*(host|match)[\s=]/im.test(text))
    return 'ssh-config';
  if (/(^|,)\s*"?name"?\s*(,|$)/.test(first) && first.includes(',')) return 'csv';
  return 'ansible-ini';
}
