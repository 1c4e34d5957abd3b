import { z } from 'zod';

const limits = {
  /** How often it strikes. */
  count: z.int().min(1).max(1_000_000).default(1),
  /** Phone number or user id of the only contact it strikes; a fault of webhooks then spares the statuses. */
  contact: z.string().min(1).optional(),
};

/** What can be made to go wrong, on purpose. */
export const Trouble = z.discriminatedUnion('kind', [
  /** Sends are refused with this code. */
  z.object({ kind: z.literal('error'), ...limits, code: z.int(), status: z.int().min(400).max(599).optional() }),
  /** Files are refused with this code. */
  z.object({ kind: z.literal('upload'), ...limits, code: z.int(), status: z.int().min(400).max(599).optional() }),
  /** Sends are taken, and a status says later that they failed with this code. */
  z.object({ kind: z.literal('failed'), ...limits, code: z.int() }),
  /** Sends are taken and delivered, and never answered. */
  z.object({ kind: z.literal('timeout'), ...limits }),
  /** Sends are neither taken nor answered. */
  z.object({ kind: z.literal('timeout-lost'), ...limits }),
  /** Sends are taken and delivered, then the connection is cut. */
  z.object({ kind: z.literal('reset'), ...limits }),
  /** Sends are taken and delivered, and answered with half of a JSON. */
  z.object({ kind: z.literal('garbled'), ...limits }),
  /** Sends are not taken; a proxy on the way answers with a page. */
  z.object({ kind: z.literal('bad-gateway'), ...limits }),
  /** Sends are answered this much later. */
  z.object({ kind: z.literal('slow'), ...limits, ms: z.int().min(1).max(600_000) }),
  /** A webhook is delivered again after its 200. */
  z.object({ kind: z.literal('duplicate'), ...limits }),
  /** A webhook is signed with a wrong secret, with the one before it, or not at all. */
  z.object({ kind: z.literal('signature'), ...limits, secret: z.enum(['wrong', 'old', 'none']).default('wrong') }),
]);
export type Trouble = z.output<typeof Trouble>;
export type TroubleKind = Trouble['kind'];

/** The faults in force, oldest first. Each strike uses one up. */
export class Faults {
  #active: Trouble[] = [];

  all(): readonly Trouble[] {
    return this.#active;
  }

  add(trouble: Trouble): void {
    this.#active.push(trouble);
  }

  clear(): void {
    this.#active = [];
  }

  /**
   * Uses up one strike of the oldest fault that fits.
   *
   * @param keys what the contact goes by; none: only faults for everybody fit
   */
  strike<Kind extends TroubleKind>(
    kinds: readonly Kind[],
    keys: readonly string[],
  ): Extract<Trouble, { kind: Kind }> | undefined {
    const isOurs = (trouble: Trouble): trouble is Extract<Trouble, { kind: Kind }> =>
      kinds.some((kind) => kind === trouble.kind) && (trouble.contact === undefined || keys.includes(trouble.contact));
    const struck = this.#active.find(isOurs);
    if (struck) {
      this.#active = this.#active.flatMap((trouble) => {
        if (trouble !== struck) return [trouble];
        return trouble.count > 1 ? [{ ...trouble, count: trouble.count - 1 }] : [];
      });
    }
    return struck;
  }
}
