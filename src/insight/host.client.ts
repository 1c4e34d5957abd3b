import { statfs } from 'node:fs/promises';
import { codeOf } from '../platform/fault.ts';

/** How full a disk is, from 0 to 100, counting what is kept for root as taken; `null`: it cannot be read. */
export async function diskPercent(folder: string): Promise<{ percent: number; freeBytes: number } | null> {
  try {
    const { blocks, bfree, bavail, bsize } = await statfs(folder);
    const used = blocks - bfree;
    return { percent: (100 * used) / (used + bavail), freeBytes: bavail * bsize };
  } catch (error) {
    if (codeOf(error) !== '') return null;
    throw error;
  }
}
