import { fastify, type FastifyInstance } from 'fastify';
import { codeOf, Fault } from './fault.ts';

type Place = {
  readonly host: string;
  readonly port: number;
  /** The setting that moves it elsewhere. */ readonly setting: string;
};

/**
 * Finds out that a port is taken before anything is started that would have to be stopped again.
 *
 * @throws Fault `http.listen` with a sentence that names the setting
 */
export async function refuseTaken(place: Place): Promise<void> {
  const probe = fastify();
  await listen(probe, place);
  await probe.close();
}

/**
 * Listens.
 *
 * @throws Fault `http.listen` with a sentence that names the setting
 */
export async function listen(app: FastifyInstance, { host, port, setting }: Place): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = codeOf(error);
    const why = code === 'EADDRINUSE' ? `Port ${port} is taken` : `Port ${port} of ${host} cannot be opened (${code})`;
    throw new Fault(
      'permanent',
      'http.listen',
      { sentence: `${why}: stop what uses it, or set ${setting} to a free port.` },
      error,
    );
  }
}
