const { rm } = require('node:fs/promises');
const path = require('node:path');

/**
 * Takes out what belongs to a development runtime: the launcher that would run any folder named on the command line.
 * electron-builder calls this before it flips the fuses and signs.
 */
exports.default = async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources');
  await rm(path.join(resources, 'default_app.asar'), { force: true });
};
