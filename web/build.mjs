// Bundles the page into the folder that the gateway embeds. The output depends on the sources and the locked packages alone, so that it can be compared.
// `node build.mjs <folder>` writes elsewhere.
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = process.argv[2] ? resolve(process.argv[2]) : resolve(here, '../src/Medusa.Gateway/Web/assets');

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await build({
    absWorkingDir: here,
    entryPoints: { app: 'src/main.tsx', theme: 'src/shell/theme-early.ts' },
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    target: ['es2022', 'chrome109', 'firefox110', 'safari16'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'warning',
});

for (const name of ['index.html', 'icon.svg']) {
    await copyFile(join(here, 'src/shell', name), join(target, name));
}

const licence = await readFile(join(here, 'node_modules/preact/LICENSE'), 'utf8');
await writeFile(join(target, 'licences.txt'), `This page contains Preact.\n\n${licence.trim()}\n`);
