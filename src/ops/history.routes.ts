import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { Problem } from '../platform/problem.ts';
import type { Backup } from './backup.ts';
import { BackupsView, ReleaseView } from './history.view.ts';
import { pastReleases } from './release.store.ts';

export type HistoryDeps = {
  readonly db: Db;
  /** The catalogue as this process sees it, oldest first. */
  readonly catalogued: () => readonly Backup[];
  /** When a restore was last rehearsed; `null`: never, or nothing tells. */
  readonly drilled: () => Temporal.Instant | null;
};

const shown = 10;

/** What was backed up, rehearsed and released. */
export async function historyRoutes(app: FastifyInstance, { db, catalogued, drilled }: HistoryDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/operations/backups',
    {
      config: { access: 'operations.read' },
      schema: { summary: 'The newest backups, and how far proven', response: { 200: BackupsView, '4xx': Problem } },
    },
    async () => {
      const all = catalogued();
      const newest = all.slice(-shown).toReversed();
      return {
        newest: newest.map(({ id, kind, state, createdAt, files }) => ({
          id,
          kind,
          state,
          at: createdAt,
          bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        })),
        provenAt: all.findLast(({ state }) => state === 'restored')?.createdAt ?? null,
        drilledAt: drilled()?.toString() ?? null,
      };
    },
  );
  api.get(
    '/operations/releases',
    {
      config: { access: 'operations.read' },
      schema: {
        summary: 'What was released, newest first',
        response: { 200: z.array(ReleaseView), '4xx': Problem },
      },
    },
    async () => (await pastReleases(db, shown)).map(({ at, ...release }) => ({ ...release, at: at.toString() })),
  );
}
