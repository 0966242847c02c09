/**
 * Turns package.json into one for a container that runs the host: the peers of the host, in the versions that are
 * developed with, become dependencies, and what only development needs is left out. The lock file still decides every
 * other version. Plain JavaScript, because nothing is installed yet where it runs.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { peerDependencies, devDependencies } = manifest;
for (const name of Object.keys(peerDependencies)) manifest.dependencies[name] = devDependencies[name];
for (const key of ['devDependencies', 'peerDependencies', 'peerDependenciesMeta', 'workspaces', 'scripts']) {
  delete manifest[key];
}
writeFileSync('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
