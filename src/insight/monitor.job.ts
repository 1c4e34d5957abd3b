import { asFault } from '../platform/fault.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Clock } from '../platform/time.ts';
import { dropPending, keepAlerts, knownAlerts, silencesNow } from './alert-memory.store.ts';
import { severities, type Alert } from './alert.ts';
import { look, type Silence, type Telling } from './alert-state.ts';
import { ruleOf, rules } from './alerts.ts';
import { tell, type Channels } from './channels.client.ts';
import {
  channelNames,
  insteadOf,
  retrySeconds,
  textOf,
  triesMax,
  waysOf,
  type ChannelName,
  type Contact,
  type Link,
  type Notification,
} from './notification.ts';
import { keepNotifications, recordTold, untold } from './notification.store.ts';
import type { Readings } from './readings.ts';

export type MonitorDeps = {
  readonly db: Db;
  readonly log: Logger;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly read: () => Promise<Readings>;
  readonly channels: Channels;
  readonly chain: () => readonly Contact[];
  readonly link: Link;
};

/** A channel that failed within this is failing. */
const failingMs = 5 * 60_000;

/**
 * Looks at everything, decides what is to be told, and tells it. What it knows it keeps in memory and, whenever the
 * database is there, in it: an outage of the database is when it is needed most.
 */
export class Monitor {
  readonly #deps: MonitorDeps;
  #alerts: readonly Alert[] = [];
  #silences: readonly Silence[] = [];
  #waiting: Notification[] = [];
  #loaded = false;
  /** The channels that a text of the last look goes on. */
  readonly #usedFor = new Map<string, Set<ChannelName>>();
  readonly #failedAt = new Map<ChannelName, number>();
  readonly #setUp: ReadonlySet<ChannelName>;

  constructor(deps: MonitorDeps) {
    this.#deps = deps;
    this.#setUp = new Set(channelNames.filter((name) => deps.channels[name] !== undefined));
  }

  /** One look. The caller makes it every ten seconds. */
  async look(): Promise<readonly Telling[]> {
    const now = this.#deps.clock();
    const readings = { ...(await this.#deps.read()), channelsFailing: this.#failing(now) };
    if (readings.databaseDown === 0) await this.#remember();
    const { newId } = this.#deps;
    const situation = { rules, readings, silences: this.#silences, now, newId };
    const { alerts, tellings } = look(this.#alerts, situation);
    this.#alerts = alerts;
    for (const { kind, alert } of tellings)
      this.#deps.log.warn({ rule: alert.rule, action: kind, alert: alert.id }, 'alert.told');
    const fresh = this.#notificationsOf(tellings, now);
    this.#waiting.push(...fresh);
    if (fresh.length > 0) this.#usedFor.clear();
    for (const { text, channel } of fresh) this.#usedFor.set(text, (this.#usedFor.get(text) ?? new Set()).add(channel));
    // Told first, written down second: the other way round a slow database would hold up the telling.
    await this.deliver();
    if (readings.databaseDown === 0) await this.#keep();
    return tellings;
  }

  /** Tells what is due; what fails waits, and is tried on another channel at once. */
  async deliver(): Promise<void> {
    const now = this.#deps.clock();
    const due = this.#waiting.filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) <= 0);
    await Promise.all(due.map((notification) => this.#tell(notification, now)));
  }

  async #tell(notification: Notification, now: Temporal.Instant): Promise<void> {
    const { channels, chain, log } = this.#deps;
    const contact = notification.contact === 0 ? null : (chain()[notification.contact - 1] ?? null);
    const [outcome] = await Promise.allSettled([tell(notification, channels, contact)]);
    this.#waiting = this.#waiting.filter(({ id }) => id !== notification.id);
    if (outcome.status === 'fulfilled') {
      this.#failedAt.delete(notification.channel);
      log.info({ channel: notification.channel, notification: notification.id }, 'alert.delivered');
      await this.#writeDown(notification, { sentAt: now, fault: null, dead: false });
      return;
    }
    const { code, context } = asFault(outcome.reason);
    this.#failedAt.set(notification.channel, now.epochMilliseconds);
    const tries = notification.tries + 1;
    const dead = tries >= triesMax;
    log.error({ channel: notification.channel, code, tries, ...context }, 'alert.undelivered');
    if (!dead) this.#waiting.push({ ...notification, tries, dueAt: now.add({ seconds: retrySeconds(tries) }) });
    if (tries === 1) await this.#tellInstead(notification, now);
    await this.#writeDown({ ...notification, tries }, { sentAt: null, fault: code, dead });
  }

  /** One after the other: an outcome that comes before its notification is lost, and the next monitor tells it again. */
  async #writeDown(notification: Notification, told: Parameters<typeof recordTold>[2]): Promise<void> {
    const { db } = this.#deps;
    const written = keepNotifications(db, [notification]).then(() => recordTold(db, notification.id, told));
    // Without a database there is nothing to write to; what was told was told.
    await Promise.allSettled([written]);
  }

  /** Another channel, at once, with the same words: unless one of those that it goes on anyhow is well. */
  async #tellInstead(failed: Notification, now: Temporal.Instant): Promise<void> {
    const used = this.#usedFor.get(failed.text) ?? new Set([failed.channel]);
    const isWell = (channel: ChannelName) => channel !== failed.channel && !this.#failedAt.has(channel);
    if ([...used].some((channel) => isWell(channel))) return;
    const channel = insteadOf(failed.channel, this.#setUp, used);
    if (channel === null) return;
    used.add(channel);
    const contact = personal(channel) ? 1 : 0;
    const instead = { ...failed, id: this.#deps.newId(), channel, contact, tries: 0, dueAt: now };
    this.#waiting.push(instead);
    await this.#tell(instead, now);
  }

  /** One notification for all that is told on a way: grouped by the severity that decides the ways. */
  #notificationsOf(tellings: readonly Telling[], now: Temporal.Instant): Notification[] {
    return severities.flatMap((severity) => {
      const own = tellings.filter(({ alert }) => ruleOf(alert.rule)?.severity === severity);
      const told = own.flatMap((telling) => waysOf(telling, severity).map((way) => ({ ...way, telling })));
      const open = told.filter(
        ({ channel, contact }) => this.#setUp.has(channel) && contact <= this.#deps.chain().length,
      );
      const grouped = Map.groupBy(open, ({ channel, contact }) => `${channel} ${contact}`).values();
      return [...grouped].flatMap((group): Notification[] => {
        const [first] = group;
        if (!first) return [];
        const { channel, contact } = first;
        const alerts = group.map(({ telling }) => telling);
        return [
          {
            id: this.#deps.newId(),
            channel,
            contact,
            severity,
            alerts: alerts.map(({ alert }) => alert.id),
            text: textOf(alerts, severity, this.#deps.link),
            createdAt: now,
            dueAt: now,
            tries: 0,
          },
        ];
      });
    });
  }

  #failing(now: Temporal.Instant): number {
    return [...this.#failedAt.values()].filter((at) => now.epochMilliseconds - at < failingMs).length;
  }

  /** What people did meanwhile, and, at first, what an earlier monitor left. */
  async #remember(): Promise<void> {
    const { db, clock } = this.#deps;
    const [known, silences, waiting] = await Promise.all([
      knownAlerts(db, clock()),
      silencesNow(db, clock()),
      this.#loaded ? Promise.resolve([]) : untold(db, clock()),
    ]);
    const wells = new Map(this.#alerts.map(({ id, well }) => [id, well]));
    const ids = new Set(known.map(({ id }) => id));
    // Those that an outage of the database kept from being written are ours still.
    const unwritten = this.#alerts.filter(
      ({ id, rule }) => !ids.has(id) && !known.some((other) => other.rule === rule),
    );
    this.#alerts = [...known.map((alert) => ({ ...alert, well: wells.get(alert.id) ?? 0 })), ...unwritten];
    this.#silences = silences;
    this.#waiting.push(...waiting);
    this.#loaded = true;
  }

  async #keep(): Promise<void> {
    const { db } = this.#deps;
    await keepAlerts(db, this.#alerts);
    await dropPending(
      db,
      this.#alerts.map(({ id }) => id),
    );
  }
}

const personal = (channel: ChannelName) => channel === 'sms' || channel === 'whatsapp';
