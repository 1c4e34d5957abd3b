#!/usr/bin/env node
// The command `whats-agent`: hands over to Node 26, which runs the TypeScript as it is.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build, install } from './install.mjs';

install();
build();
const root = fileURLToPath(new URL('..', import.meta.url));
// With the channel, the child notices when this process is killed and does not outlive it.
const child = spawn(`${root}node_modules/.bin/node`, [`${root}src/cli.ts`, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// Ctrl-C reaches the child by itself; it ends first.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
