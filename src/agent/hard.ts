import type { CueName } from '../language/cues.ts';
import type { Scene } from './brain.ts';
import type { Command, HandoffReason } from './command.ts';
import type { Heard } from './hearing.ts';
import { answerOf, entryFor } from './search.ts';

/** What takes a person, the gravest first. A person who is asked for is asked for, whatever else was said. */
export const reasons: readonly (readonly [CueName, HandoffReason])[] = [
  ['human', 'asked'],
  ['legal', 'legal'],
  ['health', 'health'],
  ['refund', 'refund'],
  ['complaint', 'complaint'],
  ['group', 'group'],
];

/** So many who come together are a group, and a person plans it. */
const groupMin = 5;

const privacy = [
  ['erase', 'erase'],
  ['export', 'export'],
  ['optOut', 'optOut'],
  ['optIn', 'optIn'],
] as const;

/** Who are you? */
const identity =
  /\b(?:quem e voce|qual e? ?o? ?seu nome|voce e (?:um |uma )?(?:robo|bot|humano|humana|pessoa|maquina|ia|gente)|e (?:um )?(?:robo|bot)\b|falo com (?:um )?robo|(?:eres|es usted) (?:una? )?(?:robot|bot|persona|maquina|humano)|quien eres|are you (?:a |an )?(?:bot|robot|human|real|person|ai|machine)|who are you)\b/;
const wantsPerson =
  /\b(?:quero|prefiro|preciso|queria|gostaria|chama|falar com|passa|quiero|hablar con|prefiero|talk|speak|want|need)\b/;

/** Bare words that end our messages, in any language; "sair" may also mean a flow. */
const stops = /^(?:parar|pare|stop|sair|salir|baja|cancelar inscricao|descadastrar|unsubscribe|opt out)$/;

/** Not only what concerns their visits: what campaigns bring. */
const news = /\b(?:novidades?|promoc(?:ao|oes)|ofertas?|novedad(?:es)?|promocion(?:es)?|news|offers?|promotions?)\b/;
const negated = /\b(?:nao|nem|nunca|sem|no|not|never|dont|don t)\b/;

/** Data of somebody else: never ours to give. */
const others =
  /\bquem (?:mais )?(?:vai|esta|ta|tem|marcou|agendou|vem) .{0,40}\b(?:as \d{1,2}|\d{1,2} ?h|de manha|a tarde)\b|\b(?:lista|dados|telefone|telefones|nome|nomes|contato|contatos|agenda|horarios|agendamentos|numero)\b.{0,20}\b(?:d[aeo]s?|outr[oa]s?) (?:outr[oa]s? )?(?:client\w*|pacient\w*|pessoas?|usuari\w*)\b/;

/** What would be if, and what they do: it asks for a rule, and wants nothing back yet. */
const asksForRule =
  /^(?:(?:oi|ola|bom dia|boa tarde|boa noite|e) )*(?:(?:e )?(?:(?:se|caso) (?:eu|a gente|precisar|desistir|cancelar|faltar|nao (?:puder|gostar|der certo|for))|if i|si (?:yo|no puedo|cancelo|falto))\b|(?:como )?(?:funciona|e) (?:a|o|el|la)\b|(?:voces )?(?:devolvem|reembolsam|fazem reembolso|dao reembolso)\b|(?:posso|da para|tem como) (?:pedir|ter|receber)\b|qual (?:e )?a (?:regra|politica)\b|tem (?:reembolso|devolucao)\b|do you (?:refund|give refunds)\b|hacen reembolsos?\b)/;

/** A condition or a medicine: whatever is asked about it is asked of a person. */
const sensitive =
  /\b(?:pele sensivel|sensibilidade|gestantes?|gravidas?|contra ?indicac\w+|piel sensible|embarazadas?|sensitive skin|pregnant|remedios?|medicamentos?|medicacao|medication|medicines?|dipirona|ibuprofeno|paracetamol|aspirina|antibioticos?|anticoagulantes?|antidepressivos?|corticoides?|roacutan|isotretinoina|insulina)\b/;

export const isSensitive = ({ plain }: Heard): boolean => sensitive.test(plain);

/**
 * What is decided before anything else is weighed: a person is wanted or needed, words of privacy, what we are, other
 * people's data. Null: none of it.
 */
export function hardCommands(heard: Heard, scene: Scene): Command[] | null {
  const { cues, plain } = heard;
  if (others.test(plain)) return [{ kind: 'ask', topic: 'others', about: [] }];
  if ((identity.test(plain) || cues.has('identity')) && !wantsPerson.test(plain))
    return [{ kind: 'ask', topic: 'identity', about: [] }];
  const request = cues.has('human') ? null : privacyIn(heard);
  if (request) return [{ kind: 'privacy', request }];
  const leavesFlow = plain === 'sair' && scene.state.stack.length > 0;
  if (stops.test(plain) && !leavesFlow) return [{ kind: 'privacy', request: 'optOut' }];
  return personNeeded(heard, scene);
}

function privacyIn({ cues, plain }: Heard): 'export' | 'erase' | 'optOut' | 'optIn' | 'news' | null {
  const [, request] = privacy.find(([cue]) => cues.has(cue) && !(cue === 'optOut' && isOtherStop(plain))) ?? [];
  if (request !== 'optIn' || !news.test(plain)) return request ?? null;
  // A consent is taken from no sentence with a no in it.
  return negated.test(plain) ? null : 'news';
}

function personNeeded(heard: Heard, { business }: Scene): Command[] | null {
  const reason = reasonIn(heard);
  if (!reason) return null;
  // "Se eu cancelar, recebo o dinheiro de volta?" asks for a rule, and the rule may be known.
  const isRule = reason === 'refund' && asksForRule.test(heard.plain);
  const found = isRule ? entryFor(heard.text, business) : null;
  if (found) return [answerOf(found)];
  const insults: Command[] = heard.cues.has('insult') ? [{ kind: 'chitchat', talk: 'insult' }] : [];
  return [...insults, { kind: 'handoff', reason }];
}

/** "tem alguém aí? queria fazer a unha amanhã às 10" calls, and asks for nobody. */
const hailing = /\b(?:tem|hay) (?:alguem|alguien)\b|\banybody (?:there|home)\b/;

function reasonIn(heard: Heard): HandoffReason | null {
  const { cues, quantity } = heard;
  const said = reasons.find(([cue]) => cues.has(cue) && !isBesideBooking(cue, heard))?.[1] ?? null;
  if (said === 'asked' || said === 'legal') return said;
  if (isSensitive(heard)) return 'health';
  return said ?? (quantity?.of === 'people' && quantity.count >= groupMin ? 'group' : null);
}

/** "o pessoal do meu grupo indicou vocês, quero pilates sexta às 8": who books for themselves says where they come from. */
function isBesideBooking(cue: CueName, { books, services, when, quantity, plain }: Heard): boolean {
  if (!books || services.length === 0) return false;
  if (cue === 'human') return hailing.test(plain);
  return cue === 'group' && when !== null && (quantity?.count ?? 1) < groupMin;
}

/** "onde posso parar o carro?" stops no messages. */
function isOtherStop(plain: string): boolean {
  const isAlone = /^(?:(?:quero|favor|por favor) )?parar(?: por favor)?$/.test(plain);
  return (
    /\bparar\b/.test(plain) &&
    !isAlone &&
    !/\b(?:mensage|mand|envi|receb|propaganda|promoc|novidade|spam|ench|incomod)/.test(plain)
  );
}
