import type { ServiceId } from '../business/business.ts';
import type { CueName } from '../language/cues.ts';
import { subjectsIn } from '../language/subjects.ts';
import { topicOf } from '../language/topics.ts';
import type { Scene } from './brain.ts';
import type { Topic } from './command.ts';
import { clausesOf, type Heard } from './hearing.ts';
import type { Meant } from './services.ts';

/** One thing asked about, and the services it is asked of. */
export type Question = { readonly topic: Topic; readonly about: readonly ServiceId[] };

/** A cue that asks, and the cues before which it gives way: broad ones yield to those that say more. */
type Rule = { readonly cue: CueName; readonly topic: Topic; readonly unless: readonly CueName[] };

const rules: readonly Rule[] = [
  { cue: 'price', topic: 'price', unless: ['discount', 'duration', 'availability'] },
  { cue: 'duration', topic: 'duration', unless: [] },
  { cue: 'hours', topic: 'hours', unless: ['availability', 'book'] },
  { cue: 'availability', topic: 'availability', unless: [] },
  { cue: 'address', topic: 'address', unless: ['email'] },
  { cue: 'phone', topic: 'phone', unless: [] },
  { cue: 'email', topic: 'email', unless: [] },
  { cue: 'discount', topic: 'discount', unless: [] },
  { cue: 'payment', topic: 'payment', unless: ['discount'] },
  { cue: 'policy', topic: 'policy', unless: ['payment', 'discount'] },
  { cue: 'moreServices', topic: 'moreServices', unless: ['availability', 'book'] },
  {
    cue: 'services',
    topic: 'services',
    unless: ['price', 'duration', 'book', 'availability', 'moreServices', 'compare'],
  },
  { cue: 'compare', topic: 'compare', unless: ['price', 'duration'] },
  { cue: 'today', topic: 'today', unless: [] },
  { cue: 'unlisted', topic: 'unlisted', unless: [] },
];

/** So broad ("tem", "faz", "ajuda") that they count only where nothing else is asked or wished. */
const weakRules = [
  ['detail', 'detail'],
  ['menu', 'menu'],
] as const satisfies readonly (readonly [CueName, Topic])[];

/** What goes before all else that is asked: no other cue beside it changes it. */
const firstRules = [
  ['instagram', 'instagram'],
  ['professionals', 'professionals'],
  ['amenity', 'knowledge'],
] as const satisfies readonly (readonly [CueName, Topic])[];

/** What each cue asks about. */
export const topicOfCue: Readonly<Partial<Record<CueName, Topic>>> = {
  ...Object.fromEntries(rules.map(({ cue, topic }) => [cue, topic])),
  ...Object.fromEntries([...weakRules, ...firstRules]),
};

const newcomer =
  /\b(?:primeira vez|client[ea] nov[oa]|sou nov[oa]|nov[oa] aqui|quero conhecer|primera vez|first time)\b/;

/** "vocês trabalham domingo?" */
const open = /\b(?:trabalham?|atendem?|abrem?|funcionam?|abren|atienden|trabajan|open|closed?)\b/;
/** The beginning of a question of at least three words. */
const interrogative =
  /^(?:oi |ola |bom dia |boa tarde |boa noite |hola |hi |hello )*(?:tem|tera|voces?|pode|podem|posso|qual|quais|como|quando|onde|quem|por ?que|precisa|sera|existe|ha|da|e possivel|tienen|hay|puedo|cual|cuando|donde|quien|necesito|do you|can i|is there|are there|what|where|when|who)(?: \S+){2,}/;

/** "preciso da segunda via do recibo": something is wanted that is no service. */
const needs = /\b(?:preciso|quero|queria|gostaria|necesito|quisiera|i need|i want)\b/;

/** What is asked in a text, in the order of the rules; nothing is asked twice. */
export function questionsIn(heard: Heard, scene: Scene, meant: Meant): Question[] {
  const named = meant.clear.length + meant.unclear.length > 0;
  const asked = topicsIn(heard, scene, named).flatMap((topic) => refined(topic, heard, named, scene));
  const topics = named && asksForAnother(heard) ? [...asked, 'unlistedToo' as const] : asked;
  return [...new Set(topics)].map((topic) => ({ topic, about: aboutOf(topic, meant, scene) }));
}

/** The services that a question is about. */
export function aboutOf(topic: Topic, { clear, unclear }: Meant, scene: Scene): ServiceId[] {
  const about = clear.map(({ id }) => id);
  return topic === 'compare' ? compared(about, unclear, scene) : about;
}

/** Is a service spoken about, which a question without one means? */
function isSpokenOf({ state }: Scene): boolean {
  return state.mentioned.length > 0 || (state.stack.at(-1)?.service ?? null) !== null;
}

/** What is held against each other: what is named, else what the words fit, else what was spoken about last. */
function compared(about: readonly ServiceId[], unclear: Meant['unclear'], { state }: Scene): ServiceId[] {
  const named = [...new Set([...about, ...unclear.flatMap(({ ids }) => ids)])];
  const spoken = state.mentioned.filter((id) => !named.includes(id)).toReversed();
  return named.length >= 2 ? named : [...named, ...spoken].slice(0, 2);
}

function topicsIn(heard: Heard, scene: Scene, named: boolean): Topic[] {
  const { cues } = heard;
  const special = firstRules.find(([cue]) => cues.has(cue) && !heard.books && !cues.has('availability'));
  if (special?.[1] === 'knowledge' && !named && asksForOffer(heard)) return ['unlisted'];
  if (special) return [special[1]];
  const said = new Set([...cues].filter((cue) => cue !== 'moreServices' || asksForMore(heard, scene)));
  const found = rules.filter(({ cue, unless }) => said.has(cue) && !unless.some((other) => said.has(other)));
  const topics = found.filter(({ topic }) => topic !== 'unlisted' || (!named && isNoTopic(heard)));
  return topics.length > 0 ? topics.map(({ topic }) => topic) : hinted(heard, scene, named);
}

/** Nothing was plainly asked: what else it may be about. */
function hinted(heard: Heard, scene: Scene, named: boolean): Topic[] {
  const { plain, clauses } = heard;
  if (heard.books) return !named && clauses.some(wantsUnlisted) ? ['unlisted'] : [];
  if (isCounted(heard) || asksForSomebody(heard, scene)) return [];
  if (heard.when) return open.test(plain) ? ['hours'] : [];
  const weak = weakTopic(heard);
  if (weak) return [weak];
  const about = followUp(heard, scene, named);
  return about.length > 0 || named ? about : strange(heard);
}

/** "3 sessões de progressiva", "toda quinta": a visit is wanted, nothing asked. */
export function isCounted({ often, numbered, quantity }: Heard): boolean {
  return often !== null || numbered !== null || (quantity?.count ?? 0) > 1;
}

/** "tem com a Ana?": of the booking under way, a wish for her. */
function asksForSomebody({ professionals }: Heard, { state }: Scene): boolean {
  return professionals.length > 0 && state.stack.at(-1)?.flow === 'book';
}

function weakTopic({ cues, plain }: Heard): Topic | undefined {
  const polite = cues.has('thank') || cues.has('praise') || cues.has('bye');
  const [, hint] = weakRules.find(([cue]) => !polite && cues.has(cue)) ?? [];
  return hint ?? (newcomer.test(plain) ? 'menu' : undefined);
}

/** Asked, and of nothing we know: another service, or something only the team can tell. */
function strange({ text, clauses, plain }: Heard): Topic[] {
  if (clauses.some(asksForUnlisted)) return ['unlisted'];
  const asks = text.includes('?') ? interrogative.test(plain) : needs.test(plain) && subjectsIn(text).length > 0;
  return asks ? ['knowledge'] : [];
}

/** "tem mais?" asks for the rest of the list only where a list is spoken about. */
function asksForMore({ plain }: Heard, { state }: Scene): boolean {
  return state.page > 0 || /\b(?:servic|tratament|procediment|opco|lista|pagina|rest)/.test(plain);
}

/** "na clínica da esquina é 90": goes on about the discount. */
const elsewhere =
  /\b(?:n[ao]|em|la|outr[ao]|concorrente)\b.* (?:e|ta|sai|fica|custa|cobr\w+|faz\w*|por|es|is|for) (?:r )?\d+(?: reais| conto)?$/;

/** "e a barba?" after a price asks a price; "e se eu levar meu irmão?" goes on about the discount. */
function followUp({ plain }: Heard, { state }: Scene, named: boolean): Topic[] {
  if (state.topic === 'discount' && (/^(?:e se|y si|what if|and if)\b/.test(plain) || elsewhere.test(plain)))
    return ['discount'];
  if (!named || state.stack.length > 0) return [];
  const goesOn = /^(?:e|mas e|y|and)\b/.test(plain) && (state.topic === 'price' || state.topic === 'duration');
  return [goesOn && state.topic ? state.topic : 'detail'];
}

/** The topics that the words make of a cue's own. */
export function refined(topic: Topic, { plain, clauses }: Heard, named: boolean, scene: Scene): Topic[] {
  if (topic === 'payment' && inParts.test(plain)) return partsIn(scene);
  if (named || !/^(?:price|duration|detail)$/.test(topic)) return [topic];
  if (topic === 'price' && table.test(plain)) return ['prices'];
  if (clauses.some(asksForUnlisted)) return ['unlisted'];
  // A question without a service means the one that is spoken about.
  return [topic === 'price' && !isSpokenOf(scene) ? 'prices' : topic];
}

const inParts = /\b(?:parcel|dividi|divide|quantas vezes|em \d+ vezes|em \d+ ?x|cuotas|installments)/;

/** What is paid in is known; in how many parts only where the business says it. */
function partsIn({ business: { payment } }: Scene): Topic[] {
  if (payment.some(saysParts)) return ['payment'];
  return payment.length > 0 ? ['payment', 'discount'] : ['discount'];
}

const saysParts = (way: string) => /parcel|vezes|\d+ ?x\b|cuotas|installments/i.test(way);
const table =
  /\b(?:tabela|lista|precos|valores|tudo|todos|orcamento|precios|tarifas|prices|rates|pricing|price list)\b/;

/** "quanto é a manicure? vocês fazem henna?": beside a service of ours one is asked about that we do not have. */
function asksForAnother({ clauses, rest }: Heard): boolean {
  const uncovered = clausesOf(rest);
  // A clause that names a service of ours is about that one.
  return clauses.some((clause, index) => clause === uncovered[index] && asksForUnlisted(clause));
}

const object = String.raw`(?:(?:o|a|os|as|um|uma|de|do|da|para|com|fazer|tambem) )*(?<thing>\p{L}{3,})`;
const objects = [
  new RegExp(
    String.raw`\b(?:quanto (?:custa|fica|sai|e|esta|cobram?|voces cobram)|(?:preco|valor|duracao) d[aoe]s?) ${object}`,
    'u',
  ),
  new RegExp(String.raw`\b(?:faz(?:em)?|oferecem?|trabalham? com|voces tem) ${object}`, 'u'),
];

/** "vocês fazem bronzeamento?": it is the business that is asked, and for no topic that every house is asked about. */
export function asksForOffer(heard: Heard): boolean {
  return offer.test(heard.plain) && isNoTopic(heard);
}

function isNoTopic({ rest }: Heard): boolean {
  return (topicOf(rest)?.near ?? 0) < houseMin;
}

const houseMin = 0.6;
const offer =
  /\b(?:voces? )?(?:fazem|oferecem|trabalham com|aplicam|colocam|hacen|ofrecen)\b|\bvoces? faz\b|\bdo you (?:do|offer)\b/;

/** "quero marcar um botox" */
const wanted = /\b(?:(?:marcar|agendar|reservar) (?:um|uma)|fazer(?: (?:o|a|os|as|um|uma))?) (?<thing>\p{L}{3,})/u;

/** Words that may follow such a question and name no service. */
const generic =
  /^(?:servico|hora|sess|consult|agend|visita|retorno|avalia|encaixe|dia\b|data|reserva|outr|pergunta|pedido|pag|test|reclam|orcam|cada|parte|bo[am]\b|tratamento|procedimento|sessao|sessoes|isso|ess[ea]|tudo|cada|hoje|amanha|aqui|mim|voces|media|mais|menos|mesmo|favor|meu|minha|el[ea]|desconto|promocao|pacote|vaga|horario|alg|quanto|cois|catalog|entrega|atend|site|loja|cart|pix|dinheiro|por|que|qual|domic)/;

function wantsUnlisted(clause: string): boolean {
  const thing = wanted.exec(clause)?.groups?.['thing'];
  return thing !== undefined && !generic.test(thing);
}

/** Is something asked about that is named, and is no service of ours? */
function asksForUnlisted(clause: string): boolean {
  return objects.some((pattern) => {
    const thing = pattern.exec(clause)?.groups?.['thing'];
    return thing !== undefined && !generic.test(thing);
  });
}
