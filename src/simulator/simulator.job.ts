import { Chats, type Message, type Offer } from './chats.ts';
import { type Contact, Contacts } from './contact.ts';
import { Courier } from './courier.job.ts';
import { Faults } from './faults.ts';
import { Pauses } from './pauses.job.ts';
import type { Receipt, Send } from './send.ts';
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
  const deps = { settings, contacts, chats, courier, faults, newId: wamids(settings.random) };
  let sendsAccepted = 0;
  return {
    settings,
    contacts,
    chats,
    faults,
    accept: (send) => {
      sendsAccepted += 1;
      return accept(send, deps);
    },
    read: (receipt) => read(receipt, deps),
    say: (contact, utterance) => say(contact, utterance, deps),
    newId: (address) => deps.newId(address, 'in'),
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
  readonly newId: ReturnType<typeof wamids>;
};

function accept({ address, content, callbackData }: Send, deps: Deps): ReturnType<Simulator['accept']> {
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
  if (contact) {
    chats.add(contact, { id, direction: 'out', ...content, at: settings.clock().toString(), status: 'accepted' });
  }
  followUp(sent, deps);
  return { id, contact };
}

/** Why what was taken with 200 fails later: asked for, or the contact was silent for a day and it is no template. */
function failureOf({ contact, address }: Sent, { type }: Send['content'], deps: Deps): number | undefined {
  const asked = deps.faults.strike(['failed'], contact ? [address, contact.waId, contact.userId] : [address]);
  if (asked) return asked.code;
  return contact && type !== 'template' && isSilent(contact, deps) ? 131047 : undefined;
}

const windowHours = 24;

/** Has written before, and not for a day. Who has never written here may have before this simulator was started. */
function isSilent(contact: Contact, { chats, settings }: Deps): boolean {
  const said = chats.of(contact).filter(({ direction }) => direction === 'in');
  const opened = settings.clock().subtract({ hours: windowHours });
  return said.length > 0 && said.every(({ at }) => Temporal.Instant.compare(Temporal.Instant.from(at), opened) < 0);
}

/** The statuses of a send, one after the other. */
function followUp(sent: Sent, { settings, chats, courier }: Deps): void {
  const delaysMs = settings.statusDelaysMs ?? usualDelaysMs;
  const { contact } = sent;
  if (!contact) {
    void courier.status(delaysMs.sent, () => failedOf(sent, 131026, settings.clock()));
    return;
  }
  for (const status of ['sent', 'delivered', 'read'] as const) {
    void courier.status(delaysMs[status], () => {
      chats.progress(contact, sent.id, status);
      return statusOf(sent, status, settings.clock());
    });
  }
}

function read({ messageId, typing }: Receipt, { chats }: Deps): boolean {
  const contact = chats.writer(messageId);
  if (!contact) return false;
  chats.read(contact, messageId);
  if (typing) chats.typing(contact, typingMs);
  return true;
}

function say(contact: Contact, { does, id: given, at }: Utterance, deps: Deps): Said {
  const { settings, chats, courier, newId } = deps;
  const offer = does.kind === 'type' ? undefined : chats.offer(contact, does.kind, does.option);
  const content = does.kind === 'type' ? typed(does.text) : offer && tapped(offer);
  if (!content) return { kind: 'refused', why: 'not_offered' };

  const id = given ?? newId(contact.waId, 'in');
  const message: Message = {
    id,
    direction: 'in',
    ...content,
    at: (at ?? settings.clock()).toString(),
    status: 'sending',
    acknowledged: false,
  };
  if (!chats.writer(id)) chats.add(contact, message);
  const acknowledged = courier.message(contact, saidBy(contact, message, settings, offer), () =>
    chats.progress(contact, id, 'retrying'),
  );
  void acknowledged.then((delivered) => chats.progress(contact, id, delivered ? 'delivered' : 'lost'));
  return { kind: 'said', id, acknowledged };
}

function typed(text: string): Pick<Message, 'type' | 'text'> {
  return { type: 'text', text };
}

function tapped({ type, option }: Offer): Pick<Message, 'type' | 'text' | 'option'> {
  return { type, text: option.title, option: option.id };
}
