import type { ServiceId } from '../business/business.ts';
import type { CueName } from '../language/cues.ts';
import { spanOverAll, type Span } from '../language/normalise.ts';
import { whenIn } from '../language/when.ts';
import type { Scene } from './brain.ts';
import type { Command, FlowName } from './command.ts';
import { plainOf, wishOf, type Heard, type Timed } from './hearing.ts';
import { localOf } from './local.ts';
import { serviceWish, whenWish } from './fillings.ts';
import { servicesMeant } from './services.ts';
import type { Frame } from './state.ts';

/** Flows about bookings there are, by their own words; of two that are said the first. */
export const openings = [
  ['reschedule', 'reschedule'],
  ['cancelBooking', 'cancel'],
  ['late', 'late'],
  ['waitlist', 'waitlist'],
  ['myBookings', 'check'],
] as const satisfies readonly (readonly [CueName, FlowName])[];

/** "não quero cancelar": named only to be refused. */
const refused: Readonly<Partial<Record<FlowName, RegExp>>> = {
  cancel:
    /\bn(?:ao|o) (?:quero|precisa|preciso|vou|e para|quiero|necesito)? ?(?:mais )?(?:cancela|desmarca)\w*|\bdon t (?:want to )?cancel/,
  reschedule:
    /\bn(?:ao|o) (?:quero|precisa|preciso|vou|quiero|necesito)? ?(?:mais )?(?:remarca|reagenda|mud|troc|cambiar)\w*/,
};

/** The contact's own booking, by the words for it. */
const own =
  /\b(?:meus?|minhas?|mis?|my) (?:proxim[oa] )?(?:horarios?|agendamentos?|consulta|sess(?:ao|oes)|reserva|marcac(?:ao|oes)|atendimento|cita|turno|appointments?|bookings?|reservation|xx)\b/;

/** What a text wants done with a booking that the contact has. Null: nothing of the kind. */
export function heldCommands(heard: Heard, scene: Scene): Command[] | null {
  const frame = scene.state.stack.at(-1) ?? null;
  const flow = flowSaid(heard, frame);
  if (flow) return begunHeld(flow, heard, scene);
  if (frame && aboutHeld.has(frame.flow)) return furtherDetails(frame.flow, heard, scene);
  return null;
}

/** A flow about a booking there is, whatever words ask for it. */
export function begunHeld(flow: FlowName, heard: Heard, scene: Scene): Command[] {
  const frame = scene.state.stack.at(-1) ?? null;
  return [...opening(flow, frame, heard), ...detailsOf(flow, heard, scene)];
}

/** Flows in which a day or a service only says which booking is meant. */
const aboutHeld: ReadonlySet<FlowName> = new Set(['cancel', 'late', 'check']);

function flowSaid(heard: Heard, frame: Frame | null): FlowName | null {
  const { cues, plain } = heard;
  const said = openings.filter(([cue, flow]) => cues.has(cue) && !(refused[flow]?.test(plain) ?? false));
  const [, flow] = isMove(heard, frame) ? openings[0] : (said[0] ?? []);
  if (!flow || (cues.has('policy') && !isWanted(plain))) return null;
  const isOwn = isOfBooking(heard);
  // Nothing is booked yet: to cancel is to leave it, to move it is to wish for another time.
  if (frame?.flow === 'book' && (flow === 'cancel' || flow === 'reschedule') && !isOwn) return null;
  return flow;
}

/** "de quinta pra sexta"; "não cancela, muda pra sexta": what was to be cancelled is moved. */
function isMove({ instead, when, plain }: Heard, frame: Frame | null): boolean {
  return (instead !== null || (frame?.flow === 'cancel' && when !== null)) && moving.test(plain);
}

/** "quero cancelar, tem multa?" wants it; "posso cancelar até quando?" only asks. */
export function isWanted(plain: string): boolean {
  return /\b(?:quero|queria|preciso|gostaria de|vou ter que|quiero|necesito|i want to|i need to) (?:\S+ )?(?:cancelar|desmarcar|remarcar|reagendar|cambiar|cancel|reschedule)\b/.test(
    plain,
  );
}

/** Is it said of a booking there is, and not of the one that is being made? */
function isOfBooking({ rest, plain, cues }: Heard): boolean {
  const named = own.test(plainOf(rest));
  return (
    named ||
    (cues.has('cancelBooking') &&
      /\b(?:nao|no|can t|won t) /.test(plain) &&
      /\b(?:ir|comparecer|make it|asistir)\b/.test(plain))
  );
}

/** "passar meu corte de quinta pra sexta" */
const moving =
  /\b(?:pass(?:ar?|e)|mud(?:ar?|e)|troc(?:ar?|que)|transfer\w+|jog(?:ar?|ue)|mover?|adiant\w+|adia\w*|antecip\w+|pasar?|cambi\w+|move|change|switch|push)\b/;

/** A flow that is under way already goes on. */
function opening(flow: FlowName, frame: Frame | null, heard: Heard): Command[] {
  const goesOn = frame?.flow === flow && (heard.when !== null || heard.services.length > 0 || heard.minutes !== null);
  return goesOn ? [] : [{ kind: 'start', flow }];
}

function detailsOf(flow: FlowName, heard: Heard, scene: Scene): Command[] {
  const frame = scene.state.stack.at(-1) ?? null;
  const meant = servicesMeant(heard, scene);
  if (flow === 'waitlist') return [...serviceWish(meant, null), ...whenWish(heard, null)];
  if (flow === 'reschedule') return moveDetails(heard, scene, frame?.flow === 'reschedule' ? frame : null);
  return [
    ...hint(heard.when ?? refusedDay(heard, scene), meant.clear[0] ?? null),
    ...(flow === 'late' ? minutesLate(heard) : []),
  ];
}

/** "não vou poder ir amanhã": a day refused is no wish, and here it says which booking. */
function refusedDay({ text }: Heard, { now, business }: Scene): Timed | null {
  const found = whenIn(text.replace(/\bn[ãa]o\b/gi, '   '), localOf(now, business));
  return found && { wish: wishOf(found), span: found.span };
}

/** "passar meu corte de quinta pra sexta": Thursday's cut is given up, Friday is wished for. */
function moveDetails(heard: Heard, scene: Scene, frame: Frame | null): Command[] {
  const { when, instead } = heard;
  const [first, second] = servicesMeant(heard, scene).clear;
  const given = instead ?? (when && isGiven(heard) ? when : null);
  const wished = given === when ? null : when;
  return [
    ...hint(given, first ?? null),
    ...(wished ? whenWish({ ...heard, when: wished }, frame) : []),
    ...(second ? [{ kind: 'set' as const, slot: 'service' as const, value: second.id, span: second.span }] : []),
  ];
}

/** "remarcar o horário de quinta": the day says which booking; "remarcar pra quinta" where it goes. */
function isGiven({ text, when }: Heard): boolean {
  if (!when) return false;
  const said = text.slice(Math.max(0, when.span.start - 12), when.span.end);
  const wishes = /\b(?:para?|pr[ao]s?|to|for|em|na|no|nessa?|nesse|at)\s+(?:\S+\s+)?$/i;
  if (wishes.test(text.slice(Math.max(0, when.span.start - 12), when.span.start))) return false;
  return (
    /(?:^|\s)(?:d[eoa]s?|del|from|on my|d[ao]quel[ae])\s/i.test(said) &&
    !/^(?:para?|pr[ao]s?|to)\b/i.test(text.slice(when.span.start))
  );
}

function hint(when: Timed | null, service: { readonly id: ServiceId; readonly span: Span } | null): Command[] {
  const spans = [when?.span, service?.span].filter((span) => span !== undefined);
  if (spans.length === 0) return [];
  const value = { when: when?.wish ?? null, service: service?.id ?? null };
  return [{ kind: 'set', slot: 'booking', value, span: spanOverAll(spans) }];
}

const minutesMax = 240;

function minutesLate({ minutes }: Heard): Command[] {
  if (!minutes || minutes.minutes < 1 || minutes.minutes > minutesMax) return [];
  return [{ kind: 'set', slot: 'minutes', value: minutes.minutes, span: minutes.span }];
}

/** An answer within such a flow: which booking, how late. */
function furtherDetails(flow: FlowName, heard: Heard, scene: Scene): Command[] | null {
  if (heard.books || heard.cues.has('availability') || heard.text.includes('?')) return null;
  const details = detailsOf(flow, heard, scene);
  if (details.length > 0) return details;
  const bare =
    flow === 'late' ? /^\s*(?:uns |umas |mais ou menos |about |unos )?(\d{1,3})\s*$/i.exec(heard.text) : null;
  const minutes = Number(bare?.[1] ?? 0);
  const span = { start: 0, end: heard.text.length };
  return minutes > 0 && minutes <= minutesMax ? [{ kind: 'set', slot: 'minutes', value: minutes, span }] : null;
}

/** Which of the bookings that are asked about: by day, time or service. Null: the text says none of it. */
export function bookingMeant(heard: Heard, scene: Scene): Command[] | null {
  const details = hint(heard.when, servicesMeant(heard, scene).clear[0] ?? null);
  return details.length > 0 ? details : null;
}
