import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './root.ts';

const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Which release this is, as `package.json` names it. */
export const version = z.object({ version: z.string() }).parse(manifest).version;
