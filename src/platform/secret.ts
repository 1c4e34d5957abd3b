import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** A value that prints as `[secret]` everywhere; only `reveal` gives it away, where it leaves the process. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** Is it this? In constant time, so that a guess learns nothing from the answer's delay. */
  is(guess: string): boolean {
    return timingSafeEqual(digest(this.#value), digest(guess));
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
