import type { CueName } from '../language/cues.ts';
import type { Scene } from './brain.ts';
import type { Command, HandoffReason } from './command.ts';
import type { Heard } from './hearing.ts';
import { entryFor } from './search.ts';

/** What takes a person, the gravest first. A person who is asked for is asked for, whatever else was said. */
const reasons: readonly (readonly [CueName, HandoffReason])[] = [
  ['human', 'asked'],
  ['legal', 'legal'],
  ['health', 'health'],
  ['refund', 'refund'],
  ['complaint', 'complaint'],
];

const privacy = [
  ['erase', 'erase'],
  ['export', 'export'],
  ['optOut', 'optOut'],
  ['optIn', 'optIn'],
] as const;

/** Who are you, and what were you told? */
const identity =
  /\b(?:quem e voce|qual e? ?o? ?seu nome|voce e (?:um |uma )?(?:robo|bot|humano|humana|pessoa|maquina|ia|gente)|e (?:um )?(?:robo|bot)\b|falo com (?:um )?robo|seu (?:prompt|codigo|sistema)|prompt|instrucoes (?:do sistema|anteriores|internas))/;

/** Data of somebody else: never ours to give. */
const others =
  /\b(?:lista|dados|telefone|telefones|nome|nomes|contato|contatos|agenda|horarios|agendamentos|numero)\b.{0,20}\b(?:d[aeo]s?|outr[oa]s?) (?:outr[oa]s? )?(?:client\w*|pacient\w*|pessoas?|usuari\w*)\b/;

const sensitive = /\b(?:pele sensivel|sensibilidade|gestante|contra ?indicac\w+)\b/;

/**
 * What is decided before anything else is weighed: a person is wanted or needed, words of privacy, what we are, other
 * people's data. Null: none of it.
 */
export function hardCommands(heard: Heard, { business }: Scene): Command[] | null {
  const { cues, plain, text } = heard;
  if (others.test(plain)) return [{ kind: 'ask', topic: 'others', about: [] }];
  if (identity.test(plain) && !/\b(?:quero|prefiro|chama|falar com)\b/.test(plain))
    return [{ kind: 'ask', topic: 'identity', about: [] }];
  const request = privacy.find(([cue]) => cues.has(cue));
  if (request) return [{ kind: 'privacy', request: request[1] }];
  const reason = sensitive.test(plain) ? 'health' : reasons.find(([cue]) => cues.has(cue))?.[1];
  if (!reason) return null;
  // "Se eu cancelar, recebo o dinheiro de volta?" asks for a rule, and the rule may be known.
  const entry = reason === 'refund' ? entryFor(text, business.knowledge) : null;
  if (entry) return [{ kind: 'ask', topic: 'knowledge', about: [{ kind: 'knowledge', key: entry.key }] }];
  const insults: Command[] = cues.has('insult') ? [{ kind: 'chitchat', talk: 'insult' }] : [];
  return [...insults, { kind: 'handoff', reason }];
}
