import { proposalIn, type TracedAct, type TracedCommand } from './acts.ts';
import type { Evidence } from './evidence.ts';
import type { Exchange } from './stage.ts';

const writes = new Set(['book', 'move', 'cancel']);

/**
 * Bookings, moves and cancellations to which nobody said yes: the customer knows what they meant, whatever the agent
 * took it for, and the yes was to the very proposal that stood in the reply before.
 */
export function unconsented({ exchanges }: Pick<Evidence, 'exchanges'>): string[] {
  return exchanges.flatMap((exchange, index) => {
    const writing = exchange.effects.find(({ kind }) => writes.has(kind));
    if (!writing) return [];
    const said = exchange.said.join(' / ');
    if (!exchange.means.yes && !demands(said, writing.kind)) return [`${writing.kind} without a yes: "${said}"`];
    // A reminder shows the whole booking: its "2" is a yes to that cancellation.
    const shown = exchanges
      .slice(0, index)
      .findLast(
        ({ from, acts, said: words }) => from === exchange.from && (words.length === 0 || proposalIn(acts) !== null),
      );
    if (!shown) return [`${writing.kind} of what was never shown: "${said}"`];
    const id = 'proposalId' in writing ? writing.proposalId : null;
    const isShown = shown.said.length === 0 || proposalIn(shown.acts)?.id === id;
    if (!isShown) return [`${writing.kind} of what was not shown last: "${said}"`];
    return [];
  });
}

/** "cancele mi cita", said to "¿La cancelo?", is a yes to that, though the customer only said their wish again. */
function demands(said: string, kind: string): boolean {
  return (
    kind === 'cancel' &&
    /^(?:(?:por favor|please|pode|puede|quero|quiero) )?(?:cancel|desmarc|desmarq|anul)\p{L}*(?: (?:o|a|el|la|the|meu|minha|mi|my|it)(?: \p{L}+)?)?[ .!🙏😊🙂]*$/iu.test(
      said,
    )
  );
}

/** Commands after which what was told counts no more; to go back is to be asked again. */
const begins: ReadonlySet<string> = new Set(['start', 'cancelFlow', 'back']);

/** Questions for what the customer had said already. A refusal takes back what it refuses. */
export function reasked({ exchanges }: Pick<Evidence, 'exchanges'>): string[] {
  const known = new Map<string, Set<string>>();
  return exchanges.flatMap(({ from, means, commands, acts, text }) => {
    const told = known.get(from) ?? new Set<string>();
    known.set(from, told);
    // A new wish is told anew.
    if (commands.some(({ kind }) => begins.has(kind))) forget(told, ['service', 'date']);
    // "nenhum desses serve": who wants another time takes back the day.
    if (commands.some((command) => command.kind === 'choose' && command.option === 'edit:when')) forget(told, ['date']);
    for (const slot of [...means.tells, ...commands.flatMap(slotsIn)]) told.add(slot);
    return acts.flatMap((act) => {
      const slot = askedFor(act);
      forget(told, takenBackBy(act));
      return slot && told.has(slot) ? [`asked for the ${slot} again: "${text.split('\n').at(0) ?? ''}"`] : [];
    });
  });
}

/** What need not be known any more, or cannot be had as it was told. */
function takenBackBy({ act, near }: TracedAct): string[] {
  if (act === 'done' || act === 'refuse') return ['service', 'date'];
  if (act === 'clarify') return ['service'];
  return act === 'offer' && near === true ? ['date'] : [];
}

function forget(told: Set<string>, slots: readonly string[]): void {
  for (const slot of slots) told.delete(slot);
}

function askedFor({ act, slot }: TracedAct): string | null {
  if (act !== 'ask') return null;
  if (slot === 'service' || slot === 'name') return slot;
  return slot === 'date' || slot === 'newDate' ? 'date' : null;
}

/** What a command says was told: a day counts, a span of days or a time alone does not. */
function slotsIn({ kind, slot, value }: TracedCommand): string[] {
  if (kind !== 'set' && kind !== 'correct') return [];
  if (slot === 'service' || slot === 'name') return [slot];
  const isDay = /"kind":"day"/.test(JSON.stringify(value ?? null)) && !/"problem":"/.test(JSON.stringify(value));
  return slot === 'when' && isDay ? ['date'] : [];
}

/** A text longer than this cannot stand above buttons or a list: then there are two messages. */
const bodyMax = 1024;

/** Bursts that had no answer or several, though the agent had the conversation. */
export function repliesWrong({ exchanges }: Pick<Evidence, 'exchanges'>): string[] {
  return exchanges.flatMap(({ said, sent, withPerson, text, fault }) => {
    if (said.length === 0) return [];
    if (fault !== null) return [`fault: ${fault}`];
    const isLong = sent.length === 2 && text.length > bodyMax;
    const wanted = withPerson ? 0 : 1;
    return sent.length === wanted || isLong ? [] : [`${sent.length} replies to "${said.join(' / ')}"`];
  });
}

export const isLost = ({ acts }: Exchange) => acts.some(({ act }) => act === 'lost');

/** Replies that say word for word what the one before said. */
export function repeated({ exchanges }: Pick<Evidence, 'exchanges'>): number {
  const spoken = exchanges.filter(({ text }) => text !== '');
  return spoken.filter(({ text, from }, index) => {
    const before = spoken.slice(0, index).findLast((other) => other.from === from);
    return before?.text === text;
  }).length;
}

/** The customer's messages up to the first booking; `null`: there was none. */
export function doneIn({ exchanges }: Pick<Evidence, 'exchanges'>): number | null {
  const at = exchanges.findIndex(
    ({ effects, acts }) => effects.some(({ kind }) => kind === 'book') && acts.some(({ act }) => act === 'done'),
  );
  return at < 0 ? null : exchanges.slice(0, at + 1).filter(({ said }) => said.length > 0).length;
}
