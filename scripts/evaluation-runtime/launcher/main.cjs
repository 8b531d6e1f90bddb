// Packed as resources/default_app.asar of the evaluation runtime: does what `electron <path>` does in the official
// one. It runs inside Electron before any application code.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { app } = require('electron');

/** Splits the command line as Electron does: preloaded modules and switches first, then the application's path. */
function readCommandLine(argv) {
  const preloads = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index];
    if (argument === '-r' || argument === '--require') {
      index += 1;
      if (argv[index] === undefined) fail('--require needs the name of a module');
      preloads.push(argv[index]);
    } else if (argument === '--version' || argument === '-v') {
      return { preloads, printVersion: true };
    } else if (argument.startsWith('--app=')) {
      return { preloads, applicationPath: argument.slice('--app='.length) };
    } else if (!argument.startsWith('-')) {
      return { preloads, applicationPath: argument };
    }
  }
  return { preloads };
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Gives the application its own name, version and paths, so that userData is the same as with the official runtime. */
function takeOnIdentity(directory) {
  const description = JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
  if (description.version) app.setVersion(description.version);
  const name = description.productName || description.name;
  if (name) app.setName(name);
  app.setDesktopName(description.desktopName || `${app.getName()}.desktop`);
  if (description.v8Flags) require('node:v8').setFlagsFromString(description.v8Flags);
}

function loadApplication(applicationPath) {
  const target = path.resolve(applicationPath);
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const described = fs.existsSync(path.join(target, 'package.json'));
  if (described) takeOnIdentity(target);

  let entry;
  try {
    entry = Module._resolveFilename(target, null, true);
  } catch (error) {
    fail(`Unable to find an Electron application at ${target}\n${error.message}`);
  }
  const applicationRoot = described ? target : path.dirname(entry);
  // Older Electron derives userData from an internal call instead of from the name.
  if (typeof app._setDefaultAppPaths === 'function') app._setDefaultAppPaths(applicationRoot);
  else app.setAppPath(applicationRoot);
  Module._load(entry, Module, true);
}

const commandLine = readCommandLine(process.argv.slice(1));
if (commandLine.printVersion) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
// Before the application: Playwright holds back app's `ready` from here until it has attached.
if (commandLine.preloads.length > 0) Module._preloadModules(commandLine.preloads);
if (commandLine.applicationPath === undefined) fail('Usage: electron [options] <path of an application>');
loadApplication(commandLine.applicationPath);
