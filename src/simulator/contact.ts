import { createHash } from 'node:crypto';

/** A false person who writes to the business. Both ids name her: Meta may show the phone number or hide it. */
export type Contact = {
  readonly name: string;
  /** Digits of the phone number, country code first, no `+`. */
  readonly waId: string;
  /** Business-scoped user id, `BR.…`. Everybody has one. */
  readonly userId: string;
  /** Her webhooks carry `user_id` alone, as for people who hide their number behind a username. */
  readonly withoutPhone: boolean;
};

export type NewContact = {
  readonly name: string;
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
  readonly withoutPhone?: boolean | undefined;
};

/** `CC.` and up to 128 letters and digits; `CC.ENT.…` is one of a whole portfolio. */
export const userIdShape = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** The false people, found by phone number or by user id. */
export class Contacts {
  readonly #random: () => number;
  readonly #byKey = new Map<string, Contact>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Adds a person, or renames the one who has that number or user id.
   *
   * A user id that is not given follows from the number: the same number is the same person again after a restart.
   */
  add({ name, waId = this.#freshNumber(), userId = userIdOf(waId), withoutPhone }: NewContact): Contact {
    const known = this.find(waId) ?? this.find(userId);
    const contact = known
      ? { ...known, name, withoutPhone: withoutPhone ?? known.withoutPhone }
      : { name, waId, userId, withoutPhone: withoutPhone ?? false };
    this.#byKey.set(contact.waId, contact).set(contact.userId, contact);
    return contact;
  }

  /** @param key digits of a phone number, or a user id */
  find(key: string): Contact | undefined {
    return this.#byKey.get(key);
  }

  all(): Contact[] {
    return [...new Set(this.#byKey.values())];
  }

  /** A mobile number of São Paulo that nobody here has. */
  #freshNumber(): string {
    for (let line = Math.floor(this.#random() * 1e8); ; line = (line + 1) % 1e8) {
      const waId = `55119${String(line).padStart(8, '0')}`;
      if (!this.#byKey.has(waId)) return waId;
    }
  }
}

function userIdOf(waId: string): string {
  const hash = createHash('sha256').update(waId).digest();
  return `BR.${String(hash.readBigUInt64BE() % 10n ** 16n).padStart(16, '1')}`;
}
