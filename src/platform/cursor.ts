import { z } from 'zod';

/** Where the next page of a list begins: opaque to who holds it, typed for who made it. */
export function cursorOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Reads a cursor of this shape; one that is none is a bad request. */
export function cursorIn<Shape extends z.ZodType>(shape: Shape) {
  return z.string().transform((text, context) => {
    const parsed = shape.safeParse(valueOf(text));
    if (parsed.success) return parsed.data;
    context.addIssue('must be the nextCursor of the page before');
    return z.NEVER;
  });
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** How many a page holds. */
export const pageLimit = z.coerce.number().int().min(1).max(100).default(50);
