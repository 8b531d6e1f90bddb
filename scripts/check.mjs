import path from 'node:path';
import { PROJECT_ROOT } from './project.mjs';
import { runInherited } from './run-inherited.mjs';

// What CI calls "check": lint, format and the types of every side. One tsconfig per side keeps the
// window from using Node and the core from using the DOM.
const bin = (/** @type {string} */ name) => path.join(PROJECT_ROOT, 'node_modules', '.bin', name);
const sides = ['src/domain', 'src', 'electron', 'renderer', 'scripts', 'test'];

let exitCode = await runInherited(bin('biome'), ['check', '--error-on-warnings', '.'], { cwd: PROJECT_ROOT });
for (const side of sides)
  exitCode ||= await runInherited(bin('tsc'), ['--project', side, '--noEmit'], { cwd: PROJECT_ROOT });
process.exitCode = exitCode;
