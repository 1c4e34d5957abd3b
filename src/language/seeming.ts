import type { CueName } from './cues.ts';

/**
 * Where words that would take a person say something else: folded words, single spaces. A rule that lists here silences
 * its cue; what else the text says stands.
 */
const seeming: readonly (readonly [readonly CueName[], RegExp])[] = [
  // A brand, not "book me".
  [['book'], /\b(?:d[aeo]|qual|que|quais|outra|essa|uma|a) marcas?\b/],
  // Nobody in particular is wanted, or somebody who does the work.
  [
    ['human'],
    /\b(?:qualquer|tanto faz a|mesma|outra|cada|uma|por|segunda|terceira) pessoa (?:d[aeo] (?:equipe|casa|salao)|que|serve|pode|mesmo|so)\b|\bpessoa que (?:me )?(?:atende\w*|cort\w+|faz|fez|vai)\b|\bqualquer (?:um|uma|pessoa|profissional|atendente)\b/,
  ],
  [
    ['human'],
    /\b(?:atendente|recepcionista|gerente|profissional|pessoa) (?:homem|mulher|homens|mulheres|feminin[ao]|masculin[ao])\b/,
  ],
  // The owner is spoken about, not asked for.
  [
    ['human'],
    /\bquem e (?:o|a) (?:dono|dona|gerente|responsavel|proprietari[ao])\b|\b(?:o|a) (?:dono|dona|gerente|atendente|recepcionista|moca|responsavel) (?:me )?(?:falou|disse|pediu|mandou|passou|informou|avisou|confirmou|prometeu|e|era|foi|estava|esta)\b|\b(?:sou|era|fui|unic[ao]) (?:o |a )?(?:dono|dona|gerente|responsavel|recepcionista|proprietari[ao])\b|\b(?:dono|dona) (?:de|da|do) (?:casa|cachorro|carro)\b/,
  ],
  [
    ['human'],
    /\balguem (?:viu|sabe|desistiu|desmarcou|cancelou|faltou|ja|tem|conhece|me indicou|usou|usa|marcou|pode ir|vai|foi|vem|mora)\b|\b(?:indicad[ao]|recomendad[ao]) por alguem\b|\b(?:se|caso|quando) alguem\b|\bgrupo de (?:amig|gente)/,
  ],
  // To have nothing to complain about is praise.
  [
    ['complaint'],
    /\b(?:nao|nada|nem|nunca|sem) (?:\S+ ){0,4}(?:reclamar|reclamacao|reclamacoes|queixa|queixar|queja|complain|complaints?)\b|\babsurd[oa]s? de (?:bo[ma]|lind|otim|maravilh|gostos|cheiros)|\b(?:cabelo|pele|unha|unhas|mao|pe|costas|rosto|cara|sobrancelha|barba)s? (?:\S+ )?(?:ta|esta|estao|tao|anda|andam) (?:\S+ )?(?:horrivel|horriveis|pessim\w+|ridicul\w+|um horror|um caos|destruid\w+)\b/,
  ],
  // A profession or a workplace is no threat and no illness.
  [
    ['legal', 'health', 'complaint'],
    /\b(?:sou|eh|e|era|virei|soy|i am|i m) (?:uma? |a |an )?(?:advogad\w+|juiz\w*|promotor\w*|delegad\w+|medic[oa]|enfermeir[oa]|dentista|farmaceutic[oa]|abogad\w+|lawyer|nurse|doctor)\b|\btrabalh\w+ (?:no|na|num|numa|em|como|de|com|perto do|perto da) (?:um |uma |o |a )?(?:procon|forum|tribunal|justica|delegacia|escritorio|hospital|posto|clinica|farmacia|laboratorio|upa|oab|advog\w+|enferm\w+|medic\w+)\b|\b(?:perto|lado|frente|atras|esquina) (?:do|da|de um|de uma) (?:procon|forum|tribunal|delegacia|hospital|posto|farmacia)\b/,
  ],
  // Aches for which the service is sought.
  [
    ['health'],
    /\b(?:dor|dores|tensao|tensa|travad[ao]|doendo|dolor|pain) (?:n[ao]s?|en la|in my) (?:lombar|costas|coluna|pescoco|ombros?|cervical|pernas?|joelhos?|espalda|cuello|back|neck|shoulders?)\b/,
  ],
];

/** The cues that a text only seems to give, by its folded words. */
export function seemingCues(plain: string): ReadonlySet<CueName> {
  return new Set(seeming.flatMap(([cues, pattern]) => (pattern.test(plain) ? cues : [])));
}
