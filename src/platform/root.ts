import { join } from 'node:path';

/** The project's folder, which everything that is read while running lies in; also from a bundle, two folders down as this file is. */
export const root = join(import.meta.dirname, '../..');
