import type { Clauses } from './when-beside.ts';
import { nextOfSaid, nextWeekOf, offset, weekOffset, type Offsets } from './when-offset.ts';
import type { Rule } from './when-piece.ts';

/** Said of something that is on someone's calendar: "a formatura é dia 12". */
const events = [
  'formatura|casamento|casorio|noivado|festas?|batizado|niver|aniversario|cerimonia|despedida|bodas|cha de \\p{L}+|lua de mel',
  'madrinha|ceia|amigo secreto|feijoada|churrasco|jogo|show|velorio|culto|missa',
  'provas?|vestibular|enade|enem|tcc|faculdade|aulas?|escola|curso|ensaio|apresentacao|congresso|concurso|evento',
  'reuniao|audiencia|entrevista|plantao|turno|escala|fechamento|salario|viagem|voo|onibus|cruzeiro|rodizio|mudanca',
  'consulta|dentista|medic[oa]|fisio(?:terapia)?|exames?|ultrassom|pre natal|cirurgia|hemodialise|quimio|terapia|posto|postinho',
  'inss|perito|vistoria|obra|entrega|encanador|mecanico|eletricista|pedreiro|pilates|academia|yoga|ioga',
];

/** What the contact does then, and is not to be had. */
const doings = [
  'nao (?:precisa(?: ser)?|tenho como|marca\\p{L}*)|sem chance|nem pensar',
  '(?<!(?<!\\p{L})(?:que|d[oe]|n[oe]|meu|ao|o|dia) )(?:trabalho|estudo|estagio|saio|largo|volto|retorno|viajo|embarco|desembarco|pouso|decolo)',
  '(?:acordo|acorda|levanto)|almoco (?:as?|ao|d[ao])|entrego|termino|acabo|cuido|moro|fico|passo (?:[oa]|n[ao]|em) \\p{L}+|vamos? para|vou embora|vai chover|chego (?:de|em|d[ao])',
  'vou (?:dormir|trabalhar|viajar|estar|ser|ficar|a[os]?|para)(?! ai)|me caso|caso (?:(?:n?o )?dia|em) \\d+',
  'pego (?:n[ao]|servico|[oa]|minha|meu)|pega (?:o|um) \\p{L}+|entro (?:n[ao]|em|as)|bato ponto|dou aula|busco|levo (?:[ao]|minha|meu)',
  'faco \\d+ anos|faco (?!(?:a unha|as unhas|o pe|a mao|unha|progressiva|limpeza)(?!\\p{L}))\\p{L}+',
  '(?:to|estou|tava|vou estar) (?:de|sem|fora|trabalhando|viajando|atolad[ao]|com|n[ao])|tenho(?! (?:interesse|como|tempo|livre|folga|so|que ser))',
  'sou (?:[ao] )?(?:noiv[ao]|mae|madrinha)|vou ser|preciso (?:sair|estar em|ir (?!ai)|viajar|trabalhar|buscar|pegar|voltar)|terei|vai (?:estar|cair)|cai (?:n[ao]|em|dia)',
  '(?<!nao )(?:fui|fiz|estive|vim|cortei|pintei|retoquei|usei|tive|fomos|viemos|fizemos|foi (?:n[ao]|dia|em)|faltei|perdi)',
  'comeca|acabam?|termina|sai|chega|(?:ta|esta) (?:corrid[oa]|complicad[oa]|puxad[oa]|dificil|cheio)',
];

const wishes = [
  'marca\\p{L}*|agend[ae]\\p{L}*|poe|bot[ae]|coloc[ao]\\p{L}*|encaix\\p{L}+|pode(?:m|ria|riam)?(?: ser)?|da(?:ria)? (?:para|certo)|da(?=[ ?]*$)',
  'rola|consig[oa]|consegue[mn]?|me (?:ve|deixa|poe|bota|marca|encaixa|atende\\p{L}*)|ve para mim|atende[mn]?',
  'remarc(?!ad|ei)\\p{L}*|reagend(?!ad|ei)\\p{L}*|queria|quero|gostaria|prefiro|preferia|posso|serve|seria|melhor|perfeito|ideal|para mim|me depilo|comemoro',
  'tem (?:como|vaga|hora|horario|horarinho|espaco|disponi\\p{L}+|lugar|algum|alguma)|tem(?=[ ?]*$)|sobr\\p{L}+|(?:vai|tem) (?:ter )?que ser|vai ser',
  'chego (?:ai|tranquil\\p{L}+|n[ao] salao|umas|as)|estou ai|to ai|(?:pass[ae]|troca\\p{L}*|mud[ae]\\p{L}*|jog[ae]\\p{L}*) para',
  'vou (?:trocar|mudar|passar)|fica (?:bom|melhor|otimo|perfeito|para)|(?:estou|to) livre|tenho (?:livre|folga|as (?:manhas|tardes|noites)|disponi\\p{L}+)',
  'entao(?= *$)',
  'preciso(?! (?:sair|ir|viajar|trabalhar|buscar|pegar|voltar|estar (?:em|n[ao])))',
];

const was = [
  'nao (?:posso|consigo|vou(?! (?:querer|precisar|fazer|marcar|mudar|faltar|atrasar|mentir)))',
  '(?:meu|minha|nosso|aquele) (?:horario|hora|horarinho|agendamento|sessao|corte|massagem|manicure|unha) (?:d[aeo]|e|era|esta|ta|as|marcad[oa])',
  '[oa] (?:meu|minha) (?:e|era|ta|esta)|tinha (?:marcado|pedido|agendado|falado|dito|combinado|horario|hora|pensado)',
  '(?:tava|estava) pensando|pensei (?:n[ao]|em)|fal(?:ei|ou|aram)|disse(?:ram)?|era (?:para (?:ser|ter sido|eu ir|ir|eu)(?= (?:n?[ao]s? |as |dia )*(?:\\d|hoje|amanha|segunda|terca|quarta|quinta|sexta|sabado|domingo|semana))|(?:hoje|amanha)(?!\\p{L}))|(?:pens|ach)(?:ou|ava)|achei|anot(?:ei|ou)|eu ia|pedi|tira d[aeo]|desmarca|cancel(?:a|e|ar|ei)|(?:re)?marquei|agendei|combinei|(?<!nao )esquec[ea](?! de)|(?:to|estou|ta|esta|tava|estava|era|ficou|tinha ficado) (?:marcad|agendad|combinad)[ao]',
  'tenho (?:um )?(?:horario|hora|horarinho) (?:marcad[oa]|n[ao]|d[aeo]|as|dia|amanha|hoje|segunda|terca|quarta|quinta|sexta|sabado)',
];

const breaks = [
  '[.!?;,\\n]+',
  '(?<!(?<!\\p{L})(?:sair|saio|chego|chegar|estou|to|ir|passo|passar|venho|emendar|vou|perto|tem|da|fui|vim|estive|fiz|fomos|cortei|pintei|marquei|tava|estava|venho|chegando|indo|esperando)) (?:ai|dai)(?!\\p{L})',
  ' (?:entao(?! *(?:$|[.,!?;]))|mas|so que|porque|pois|ja que|por isso|enquanto|quando eu)(?!\\p{L})',
  ' e (?=(?:eu )?(?:quero|queria|gostaria|prefiro|preciso|chego|posso|consigo|vou|volto|termino|saio|tenho|retorno|me|ai|dai) )',
  ' que (?=(?:eu|ai|dai|n[ao]|de|a[os]?|ja|depois|antes|amanha|hoje|segunda|terca|quarta|quinta|sexta|sabado|domingo|meu|minha|o|dia) )',
  '(?<!nao) (?=(?:marca|poe|bota|me (?:ve|poe|bota|encaixa|marca|deixa)|eu quer\\p{L}+|eu vou (?:trocar|mudar|passar)) )',
];

/** How Portuguese tells what a clause is about. */
export const clausesPt: Clauses = {
  breaks: new RegExp(breaks.join('|'), 'gu'),
  wishes: new RegExp(`(?<![\\p{L}])(?<!nao (?:me |se |da |te )?)(?:${wishes.join('|')})(?!\\p{L})`, 'u'),
  tells: new RegExp(`(?<!\\p{L})(?:${[...doings, ...events].join('|')})(?!\\p{L})`, 'u'),
  was: new RegExp(`(?<!\\p{L})(?:${was.join('|')})(?!\\p{L})`, 'u'),
};

/** How Portuguese counts from another day. */
export const offsetsPt: Offsets = {
  of: /^ (?:(?:d[aeo]s?|a[os]?) )?(?:dia )?$/u,
  before: /^ (?:logo )?antes d[aeo]s? (?:dia )?$/u,
  after: /^ (?:logo )?(?:depois|apos|seguinte) (?:(?:d[aeo]s?|a[os]?) )?(?:dia )?$/u,
};

const lead = '(?:n?[ao] |com )?(?:exat\\p{L}+ )?';

/** Days counted from another one. */
export const countedPt: readonly Rule[] = [
  offset(`${lead}(?:1 )?dia antes`, -1),
  offset(`${lead}(?<n>[2-9]|10|15) dias antes`, -1),
  offset(`${lead}(?:1 )?semana antes`, -7),
  offset(`${lead}(?<n>[2-4]) semanas antes`, -7),
  offset(`${lead}(?<n>[2-9]|10|15) dias (?:depois|apos)`, 1),
  offset(`${lead}(?<n>[2-4]) semanas (?:depois|apos)`, 7),
  offset('1 semana (?:depois|apos)', 7),
  offset('1 dia (?:depois|apos)', 1),
  offset('(?:n?[ao] )?(?:propria )?vespera', -1),
  offset('(?:n?[ao] )?antevespera', -2),
  offset('(?:n?o )?dia seguinte', 1, true),
  // Beside a day, for "outro dia" alone is long ago.
  offset('(?:para o |n?o )outro(?: dia|(?= *(?:$|[.!?])))', 1),
  weekOffset('(?:n?a )?semana (?:seguinte|(?:logo )?depois)(?= (?:d[aeo]s?|a[os]?) )', 1),
  nextWeekOf('(?:para (?:a )?|n?a )?(?:outra semana|semana seguinte)'),
  nextOfSaid(
    '(?:so )?(?:para a|n?a) (?:seguinte|outra)(?= *(?:$|[.,;!?])| (?:eu |ja |sim )*(?:posso|consigo|pode|podem|da|dava|daria|rola|tem|tenho|to|estou|serve)(?!\\p{L}))',
  ),
  weekOffset('(?:n?a )?semana (?:anterior|antes)(?= (?:d[aeo]s?|a[os]?) )', -1),
];
