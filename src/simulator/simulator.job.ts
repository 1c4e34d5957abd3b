import { Chats, type Message, type Offer } from './chats.ts';
import { type Contact, Contacts } from './contact.ts';
import { Courier } from './courier.job.ts';
import { Faults } from './faults.ts';
import type { Content, File } from './content.ts';
import { kindOf, Media } from './media.ts';
import { Pauses } from './pauses.job.ts';
import { type Price, Prices } from './price.ts';
import type { Receipt, Send } from './send.ts';
import { Standing } from './standing.ts';
import { Templates } from './template.ts';
import type { Said, Simulator, SimulatorSettings, Utterance } from './simulator.ts';
import { wamids } from './wamid.ts';
import { failedOf, saidBy, type Sent, statusOf } from './webhook.ts';
import { openWebhook } from './webhook.client.ts';

const usualDelaysMs = { sent: 10, delivered: 40, read: 120 };

/** What a phone shows "typing…" for, unless a message comes first. */
const typingMs = 25_000;

/**
 * A false Cloud API with false contacts, which forgets all when it closes.
 *
 * `simulatorRoutes` puts it on HTTP, and closes it with the server.
 */
export function openSimulator(settings: SimulatorSettings): Simulator {
  const [contacts, chats, faults, pauses] = [new Contacts(settings.random), new Chats(), new Faults(), new Pauses()];
  const webhook = openWebhook(settings.webhookUrl);
  const courier = new Courier({ settings, faults, pauses, webhook });
  const media = new Media(settings.clock, settings.random);
  const deps = {
    settings,
    contacts,
    chats,
    courier,
    faults,
    media,
    prices: new Prices(settings.freeReplies),
    blocked: new Set<string>(),
    newId: wamids(settings.random),
  };
  let sendsAccepted = 0;
  return {
    settings,
    contacts,
    chats,
    faults,
    media,
    templates: new Templates(settings.templates),
    standing: new Standing(),
    blocked: deps.blocked,
    wroteToday: (contact) => chats.of(contact).some(({ direction }) => direction === 'in') && !isSilent(contact, deps),
    accept: (send) => {
      sendsAccepted += 1;
      return accept(send, deps);
    },
    read: (receipt) => read(receipt, deps),
    say: (contact, utterance) => say(contact, utterance, deps),
    newId: (address) => deps.newId(address, 'in'),
    enter: (contact) => deps.prices.enter(contact.userId, settings.clock()),
    emit: (changes) => courier.changes(changes),
    statistics: () => ({ sendsAccepted, ...courier.statistics() }),
    pause: (ms) => pauses.pause(ms),
    close: async () => {
      pauses.stop();
      await webhook.close();
    },
  };
}

type Deps = {
  readonly settings: SimulatorSettings;
  readonly contacts: Contacts;
  readonly chats: Chats;
  readonly courier: Courier;
  readonly faults: Faults;
  readonly media: Media;
  readonly prices: Prices;
  readonly blocked: Set<string>;
  readonly newId: ReturnType<typeof wamids>;
};

function accept({ address, content, callbackData, replyTo }: Send, deps: Deps): ReturnType<Simulator['accept']> {
  const { settings, contacts, chats, courier, newId } = deps;
  const contact = contacts.find(address.key);
  const id = newId(contact?.waId ?? address.key, 'out');
  // A user id in `to` is taken and goes nowhere: no phone shows it, no status comes.
  if (address.field === 'to' && !/^\d+$/.test(address.key)) return { id, contact: undefined };
  const sent = { id, contact, address: address.key, callbackData };
  const code = failureOf(sent, content, deps);
  if (code !== undefined) {
    void courier.status(settings.statusDelaysMs?.sent ?? usualDelaysMs.sent, () =>
      failedOf(sent, code, settings.clock()),
    );
    return { id, contact };
  }
  if (contact && content.type !== 'reaction') {
    const at = settings.clock().toString();
    chats.add(contact, { id, direction: 'out', ...content, replyTo, at, status: 'accepted' });
  }
  followUp(sent, content.category, deps);
  return { id, contact };
}

/** Why what was taken with 200 fails later: asked for, or the contact was silent for a day and it is no template. */
function failureOf({ contact, address }: Sent, content: Send['content'], deps: Deps): number | undefined {
  const asked = deps.faults.strike(['failed'], contact ? [address, contact.waId, contact.userId] : [address]);
  if (asked) return asked.code;
  if (!contact) return undefined;
  if (content.type !== 'template' && isSilent(contact, deps)) return 131047;
  if (content.file?.id !== undefined && !fits(content.file, deps.media)) return 131053;
  return content.type === 'reaction' && !deps.chats.react(contact, content.to ?? '', content.text) ? 131009 : undefined;
}

/** Meta holds it, and as that it can be sent. */
function fits({ id = '', kind }: File, media: Media): boolean {
  const medium = media.find(id);
  return medium !== undefined && (kind === 'document' || kindOf(medium.type)?.kind === kind);
}

const windowHours = 24;

/** Has written before, and not for a day. Who has never written here may have before this simulator was started. */
function isSilent(contact: Contact, { chats, settings }: Deps): boolean {
  const said = chats.of(contact).filter(({ direction }) => direction === 'in');
  const opened = settings.clock().subtract({ hours: windowHours });
  return said.length > 0 && said.every(({ at }) => Temporal.Instant.compare(Temporal.Instant.from(at), opened) < 0);
}

/** The statuses of a send, one after the other. */
function followUp(sent: Sent, category: string | undefined, { settings, chats, courier, prices }: Deps): void {
  const delaysMs = settings.statusDelaysMs ?? usualDelaysMs;
  const { contact } = sent;
  if (!contact) {
    void courier.status(delaysMs.sent, () => failedOf(sent, 131026, settings.clock()));
    return;
  }
  for (const status of ['sent', 'delivered', 'read'] as const) {
    void courier.status(delaysMs[status], () => {
      chats.progress(contact, sent.id, status);
      const now = settings.clock();
      // Since v24 the price stands in one status only.
      const price = status === 'delivered' ? pricedAs(prices.of(category, contact.userId, now), sent) : {};
      return { ...statusOf(sent, status, now), ...price };
    });
  }
}

/** Since v24 the conversation is told for free entry points alone. */
function pricedAs(pricing: Price, { id }: Sent): object {
  if (pricing.type !== 'free_entry_point') return { pricing };
  return { pricing, conversation: { id, origin: { type: 'referral_conversion' } } };
}

function read({ messageId, typing }: Receipt, { chats }: Deps): boolean {
  const contact = chats.writer(messageId);
  if (!contact) return false;
  chats.read(contact, messageId);
  if (typing) chats.typing(contact, typingMs);
  return true;
}

function say(contact: Contact, { does, id: given, at, replyTo }: Utterance, deps: Deps): Said {
  const { settings, chats, courier, newId } = deps;
  const offer = 'option' in does ? chats.offer(contact, does.kind, does.option) : undefined;
  const content = contentOf(does, offer);
  if (!content) return { kind: 'refused', why: 'not_offered' };

  const id = given ?? newId(contact.waId, 'in');
  const message: Message = {
    id,
    direction: 'in',
    ...content,
    replyTo,
    at: (at ?? settings.clock()).toString(),
    status: 'sending',
    acknowledged: false,
  };
  if (does.kind === 'react') chats.react(contact, does.to, does.emoji);
  else if (!chats.writer(id)) chats.add(contact, message);
  // One who is blocked sees a single tick, for ever.
  if (deps.blocked.has(contact.userId)) return { kind: 'said', id, acknowledged: Promise.resolve(false) };
  const acknowledged = courier.message(contact, saidBy(contact, message, settings, { offer, media: deps.media }), () =>
    chats.progress(contact, id, 'retrying'),
  );
  void acknowledged.then((delivered) => chats.progress(contact, id, delivered ? 'delivered' : 'lost'));
  return { kind: 'said', id, acknowledged };
}

/** What a contact does, as their phone shows it; nothing: they tapped what nobody offered. */
function contentOf(does: Utterance['does'], offer: Offer | undefined): (Content & { option?: string }) | undefined {
  switch (does.kind) {
    case 'type':
      return { type: 'text', text: does.text };
    case 'file':
      return { type: does.file.kind, text: does.file.caption ?? '', file: does.file };
    case 'place':
      return { type: 'location', text: '', place: does.place };
    case 'react':
      return { type: 'reaction', text: does.emoji, to: does.to };
    case 'button':
    case 'row':
      return offer && { type: offer.type, text: offer.option.title, option: offer.option.id };
  }
}
