// Bundles test/*.test.ts(x) and runs them with Node's own test runner.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const here = fileURLToPath(new URL('.', import.meta.url));
const files = (await readdir(join(here, 'test'))).filter(name => /\.test\.tsx?$/.test(name));
const folder = await mkdtemp(join(here, 'node_modules', '.tests-'));
let status = 1;
try {
    await build({
        absWorkingDir: here,
        entryPoints: files.map(name => `test/${name}`),
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        bundle: true,
        format: 'esm',
        platform: 'node',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        logLevel: 'warning',
    });
    const bundles = files.map(name => join(folder, name.replace(/tsx?$/, 'mjs')));
    status = spawnSync(process.execPath, ['--test', ...bundles], { stdio: 'inherit' }).status ?? 1;
} finally {
    await rm(folder, { recursive: true, force: true });
}

process.exitCode = status;
