import { z } from 'zod';

/** The server said no, and why: `code` is stable, and `words.refusals` has a sentence for it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** Fields that are wrong, by name. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, code: string, fields: Readonly<Record<string, string>> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

const Problem = z.object({
  code: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
});

/** Reads, and takes only what has the shape that the server promised. */
export async function get<Shape extends z.ZodType>(
  path: string,
  shape: Shape,
  signal?: AbortSignal,
): Promise<z.output<Shape>> {
  const response = await fetch(`/api/v1${path}`, signal ? { signal } : {});
  return shape.parse(await bodyOf(response));
}

export type Change = {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
  /** What was shown: when somebody else changed it meanwhile, the change is refused. */
  readonly version?: string | undefined;
};

/** Changes something; what comes back, if anything, is checked against the shape. */
export function send<Shape extends z.ZodType>(
  method: Change['method'],
  path: string,
  body: unknown,
  shape: Shape,
): Promise<z.output<Shape>> {
  return change({ method, path, body }, shape);
}

/** Changes something, unless it is not what was shown any more. */
export async function change<Shape extends z.ZodType>(
  { method, path, body, version }: Change,
  shape: Shape,
): Promise<z.output<Shape>> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  return shape.parse(await bodyOf(response));
}

/** Sends a file as it is. */
export async function put<Shape extends z.ZodType>(path: string, file: File, shape: Shape): Promise<z.output<Shape>> {
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  const response = await fetch(`/api/v1${path}`, { method: 'POST', headers, body: file });
  return shape.parse(await bodyOf(response));
}

/** An answer without a body. */
export const Nothing = z.null();

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  if (response.ok) return body;
  const problem = Problem.safeParse(body);
  if (!problem.success) throw new Refused(response.status, 'internal');
  const { code, errors } = problem.data;
  throw new Refused(
    response.status,
    code,
    Object.fromEntries(errors.map(({ field, message }) => [field.replace(/^body\./, ''), message])),
  );
}
