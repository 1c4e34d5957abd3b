import { createHash } from 'node:crypto';
import type { FileKind } from './content.ts';

/** Bytes that Meta holds. */
export type Medium = {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** Hex. */
  readonly sha256: string;
  /** What a contact sent lives a week, what we gave 30 days. */
  readonly until: Temporal.Instant;
};

type Given = { readonly type: string; readonly bytes: Buffer; readonly from: 'contact' | 'business' };

const mega = 1024 * 1024;

/** What may be uploaded, and how large it may be. WebP is for stickers only, and plain `audio/ogg` has to say its codec. */
const taken: readonly [kind: FileKind, types: RegExp, bytesMax: number][] = [
  ['image', /^image\/(jpeg|png)$/, 5 * mega],
  ['audio', /^audio\/(aac|amr|mpeg|mp4|ogg; ?codecs=opus)$/, 16 * mega],
  ['video', /^video\/(mp4|3gpp)$/, 16 * mega],
  ['sticker', /^image\/webp$/, 500 * 1024],
  [
    'document',
    /^(text\/plain|application\/(pdf|msword|vnd\.ms-(excel|powerpoint)|vnd\.openxmlformats-officedocument\.\w+\.\w+))$/,
    100 * mega,
  ],
];

/** As what bytes of this type can be sent, and how many at most; `null`: as nothing. */
export function kindOf(type: string): { readonly kind: FileKind; readonly bytesMax: number } | null {
  const found = taken.find(([, types]) => types.test(type.toLowerCase()));
  return found ? { kind: found[0], bytesMax: found[2] } : null;
}

const livesDays = { contact: 7, business: 30 };

/** A link to the bytes opens this long. */
const linkLife = Temporal.Duration.from('PT5M');

/** Bytes kept at once. Older ones are forgotten, or a load test would fill the memory. */
const bytesMax = 64 * mega;

/** What Meta holds of files, in memory. */
export class Media {
  readonly #clock: () => Temporal.Instant;
  readonly #random: () => number;
  readonly #all = new Map<string, Medium>();
  readonly #links = new Map<string, { readonly id: string; readonly until: Temporal.Instant }>();
  #bytes = 0;

  constructor(clock: () => Temporal.Instant, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  put({ type, bytes, from }: Given): Medium {
    const id = String(Math.floor(this.#random() * 1e15) + 1e15);
    const until = this.#clock().add({ hours: 24 * livesDays[from] });
    const medium = { id, type, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), until };
    this.#all.set(id, medium);
    this.#bytes += bytes.length;
    for (const [old] of this.#all) {
      if (this.#bytes <= bytesMax || old === id) break;
      this.drop(old);
    }
    return medium;
  }

  find(id: string): Medium | undefined {
    const medium = this.#all.get(id);
    return medium && Temporal.Instant.compare(this.#clock(), medium.until) < 0 ? medium : undefined;
  }

  drop(id: string): boolean {
    this.#bytes -= this.#all.get(id)?.bytes.length ?? 0;
    return this.#all.delete(id);
  }

  /** A name by which the bytes can be had for five minutes. */
  link({ id }: Medium): string {
    const name = Math.floor(this.#random() * 1e15).toString(36);
    this.#links.set(name, { id, until: this.#clock().add(linkLife) });
    return name;
  }

  open(name: string): Medium | undefined {
    const link = this.#links.get(name);
    if (!link) return undefined;
    if (Temporal.Instant.compare(this.#clock(), link.until) < 0) return this.find(link.id);
    this.#links.delete(name);
    return undefined;
  }
}
