import type { YamlDialect } from '../../yaml/parse-yaml';

/** A value that only Ansible itself can read. */
export const opaque = Object.freeze({ opaque: true });

/** What Ansible's YAML has beyond a plan's: merge keys, locked values, and text that is never a template. */
export const dialect: YamlDialect = {
  merge: true,
  customTags: [
    { tag: '!vault', resolve: () => opaque },
    { tag: '!vault-encrypted', resolve: () => opaque },
    { tag: '!unsafe', resolve: (text: string) => text },
  ],
};
