import type { Contact } from './contact.ts';
import type { Faults } from './faults.ts';
import type { Pauses } from './pauses.job.ts';
import type { SimulatorSettings, Statistics } from './simulator.ts';
import { bodyOf, signatureOf, type StatusUpdate, webhookOf } from './webhook.ts';
import type { Webhook } from './webhook.client.ts';

type Deps = {
  readonly settings: SimulatorSettings;
  readonly faults: Faults;
  readonly pauses: Pauses;
  readonly webhook: Webhook;
};

const retry = { firstMs: 200, mostMs: 2000, giveUpMs: 10 * 60 * 1000 };

/** Statuses due within this time travel together, as Meta batches them. */
const togetherMs = 20;
const batchMax = 1000;

/** Delivers webhooks, at least once. Meta takes nothing but 200 for an answer, and so does this. */
export class Courier {
  readonly #deps: Deps;
  /** The last webhook of each contact: the next one waits for it. */
  readonly #last = new Map<string, Promise<boolean>>();
  #due: StatusUpdate[] = [];
  readonly #counts = {
    webhooksDelivered: 0,
    webhooksRetried: 0,
    webhooksAbandoned: 0,
    webhooksPending: 0,
    statusesPending: 0,
  };

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  statistics(): Omit<Statistics, 'sendsAccepted'> {
    return { ...this.#counts };
  }

  /**
   * Delivers a message, after those that this contact sent before.
   *
   * @param onRetry hears of each attempt that failed
   * @returns `false`: given up
   */
  message(contact: Contact, content: Readonly<Record<string, unknown>>, onRetry: () => void): Promise<boolean> {
    this.#counts.webhooksPending += 1;
    const before = this.#last.get(contact.userId) ?? Promise.resolve(true);
    const bytes = webhookOf(this.#deps.settings, content);
    const mine = before.then(() => this.#deliver(bytes, [contact.waId, contact.userId], onRetry));
    this.#last.set(contact.userId, mine);
    void mine.finally(() => this.#last.get(contact.userId) === mine && this.#last.delete(contact.userId));
    return mine;
  }

  /** Delivers changes of any field, in one body and in no order to others. */
  changes(changes: readonly object[]): Promise<boolean> {
    this.#counts.webhooksPending += 1;
    return this.#deliver(bodyOf(this.#deps.settings.businessAccountId, changes), []);
  }

  /** Delivers a status some time from now, with others that are due then. Order is not kept, as at Meta. */
  async status(afterMs: number, update: () => StatusUpdate): Promise<void> {
    this.#counts.statusesPending += 1;
    if (!(await this.#deps.pauses.pause(afterMs))) return;
    if (this.#due.push(update()) > 1) return;
    if (!(await this.#deps.pauses.pause(togetherMs))) return;
    const due = this.#due;
    this.#due = [];
    for (let start = 0; start < due.length; start += batchMax) void this.#batch(due.slice(start, start + batchMax));
  }

  async #batch(statuses: readonly StatusUpdate[]): Promise<void> {
    this.#counts.webhooksPending += 1;
    await this.#deliver(webhookOf(this.#deps.settings, { statuses }), []);
    this.#counts.statusesPending -= statuses.length;
  }

  async #deliver(bytes: Buffer, keys: readonly string[], onRetry?: () => void): Promise<boolean> {
    let delivered = await this.#post(bytes, keys);
    for (let waitMs = retry.firstMs, waitedMs = 0; !delivered && waitedMs < retry.giveUpMs;) {
      onRetry?.();
      if (!(await this.#deps.pauses.pause(waitMs))) break;
      this.#counts.webhooksRetried += 1;
      delivered = await this.#post(bytes, keys);
      waitedMs += waitMs;
      waitMs = Math.min(waitMs * 2, retry.mostMs);
    }
    this.#counts.webhooksPending -= 1;
    this.#counts[delivered ? 'webhooksDelivered' : 'webhooksAbandoned'] += 1;
    if (delivered && this.#deps.faults.strike(['duplicate'], keys)) await this.#post(bytes, keys);
    return delivered;
  }

  /** One attempt. */
  async #post(bytes: Buffer, keys: readonly string[]): Promise<boolean> {
    const { settings, faults, webhook } = this.#deps;
    const { secret: which } = faults.strike(['signature'], keys) ?? { secret: 'right' as const };
    const secrets = { right: settings.appSecret, old: settings.appSecretOld ?? '', wrong: `not ${settings.appSecret}` };
    const status = await webhook.post(bytes, which === 'none' ? '' : signatureOf(bytes, secrets[which]));
    if (status !== 200) settings.log?.('webhook.refused', { status });
    return status === 200;
  }
}
