import { pathToFileURL } from 'node:url';

// A process of its own for one measure, so that what another one left in memory does not count.
// Standard output is the finding and nothing else; progress goes to standard error.

const { measure } = await import(pathToFileURL(process.argv[2] ?? '').href);
const found = await measure();
await new Promise((resolve) => process.stdout.write(JSON.stringify(found), resolve));
process.exit(0);
