const secretName =
  /(^|[_-])(pass|passwd|secrets?|tokens?|credentials?|vault)([_-]|$)|password|passphrase|passwort|kennwort|mot_?de_?passe|contrase[nñ]a|(api|access|private|secret)[_-]?key/i;

/** Whether a field of an inventory is by its name a secret; such a one is never taken, not even as a label. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}
