import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './fault.ts';

/** Where bytes are kept under a name of ours: a UUID, never what somebody else calls them. */
export type Files = {
  /** On disk when it resolves, whole or not at all. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  /** `null`: there is nothing of this name. */
  readonly get: (name: string) => Promise<Buffer | null>;
  readonly drop: (name: string) => Promise<void>;
};

/** In a folder that all processes of the installation share. */
export function filesIn(folder: string): Files {
  const place = (name: string) => join(folder, name.slice(0, 2), name);
  return {
    async put(name, bytes) {
      const path = place(name);
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      const file = await open(`${path}.new`, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.new`, path);
    },
    async get(name) {
      try {
        return await readFile(place(name));
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    drop: (name) => rm(place(name), { force: true }),
  };
}
