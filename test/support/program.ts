import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { build } from 'vite';

/**
 * Builds a program to a file with what it needs beside it, as it is installed: it starts in half the time, and no loader is part of a figure.
 *
 * @param entry From the root of the project.
 * @returns What Node runs.
 */
export async function buildProgram(entry: string): Promise<string> {
  // inside of node_modules, so that packages are found from there
  const outDir = path.resolve('node_modules/.cache', `program-${process.pid}`);
  mkdirSync(outDir, { recursive: true });
  await build({
    root: process.cwd(),
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        // a thread starts from a file of its own, which it finds beside the program
        input: [path.resolve(entry), path.resolve('host/signer/pdf-thread.ts')],
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return path.join(outDir, path.basename(entry).replace(/\.ts$/, '.js'));
}

export function removeProgram(file: string): void {
  rmSync(path.dirname(file), { recursive: true, force: true });
}
