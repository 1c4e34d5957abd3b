import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// What was compiled once is kept beside the libraries, so that a command begins in half the time; where that cannot be
// written, as in a container, the cache of its image is read (NODE_COMPILE_CACHE).
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'));
await import('./commands.ts');
