import type { Links } from './when-join.ts';
import { clausesPt, offsetsPt } from './when-pt-beside.ts';

const act = '(?: ir| ser| fazer| marcar| vir| estar)?';
const lead =
  '(?: n[ao]s?| em| as?| de| d[ao]s?| aos?| para| o)*(?: (?:a partir|depois|antes|ate)(?: d[aeo]s?| as)?(?: dia)?)?';

/** How Portuguese ties pieces together. Each is tried on what stands right before, between or after pieces. */
export const linksPt: Links = {
  clauses: clausesPt,
  offsets: offsetsPt,
  startsAt: /(?:^|[^\p{L}])(?:(?:so |somente |apenas )?a partir(?: d[aeo]s?)?|desde(?: [ao]s?)?)(?: dia)? $/u,
  after:
    /(?:^|[^\p{L}])(?:so |somente |apenas )?(?:(?:logo )?depois|apos|(?<!(?:feira|segunda|terca|quarta|quinta|sexta|sabado|domingo|semana|mes|ano) )passad[ao]s?|passando)(?: d[aeo]s?)?(?: dia)? $/u,
  until: /(?:^|[^\p{L}])(?:no maximo )?(?:ate|no maximo)(?: n?[ao]s?| umas| pelas)?(?: dia)? $/u,
  before: /(?:^|[^\p{L}])(?:so |somente )?antes(?: d[aeo]s?)?(?: dia)? $/u,
  onward: /^ (?:em diante|para (?:a )?frente)(?![\p{L}])/u,
  about:
    /(?:^|[^\p{L}])(?:por volta|cerca|la p(?:el[ao]s?|or)|la para|mais ou menos|em torno|perto|aproximadamente|tipo|umas|quase)(?: d[aeo]s?| as?| o)? $/u,
  aboutAfter: /^ (?:mais ou menos|aproximadamente|e pouco|por ai|ou por ai|ou um pouco mais)(?![\p{L}])/u,
  outOf: /(?:^|[^\p{L}])(?:d[aeo]s?|entre|desde)(?: as?| o| dia)? $/u,
  opensRange: /^(?:das?|de|do|entre|desde)(?![\p{L}])/u,
  toAlone: /^ ?(?:-|ate)/,
  to: /^ ?(?:ate|a|ao|as|-|e)(?![\p{L}])/u,
  or: /^[ ,]*(?:ou|e|\/|nem|e\/ou|como|quanto)(?![\p{L}])/u,
  alternative:
    /(?:^|[ ,])(?:(?:(?:ou|e),? )?(?:quem sabe|(?:se|caso) nao (?:der|tiver|rolar|puder|conseguir|tenha|de|for possivel|houver|couber|encaixar)(?: certo| vaga| horario)?)|ou)(?![\p{L}])/u,
  moves: /^ ?,? ?(?:para|por|pel[ao]s?)(?![\p{L}])/u,
  moving:
    /(?:^|[^\p{L}])(?:mud\p{L}*|troc\p{L}*|pass\p{L}*|remarc\p{L}*|reagend\p{L}*|alter\p{L}*|transf\p{L}*|adi\p{L}*|antecip\p{L}*|move\p{L}*|jog\p{L}*)(?![\p{L}])/u,
  movesFrom: /(?:^|[^\p{L}])d[aeo]s? [^,;.!?]*$/u,
  insteadOf: /(?<!\p{L})(?:em vez|ao inves|no lugar|em lugar|inves|vez)(?: d[aeo]s?)? ?(?:n[ao] |[ao] )?$/u,
  corrects:
    /(?:^|[^\p{L}])(?:nao|ops|oops|opa|eita|quer(?:ia)? dizer|quis dizer|digo|alias|na verdade|melhor|prefiro|preferia|corrigindo|errei|me enganei|desculpa|perai|mas sim|agora (?:e|vai ser|fic(?:a|ou)|passou)|minto|pensando (?:bem|melhor)|falei (?:besteira|errado))(?![\p{L}])|\*/u,
  opensCorrection:
    /^[ ,.]*(?:(?:nao|ops|oops|eita|quer dizer|digo|alias|na verdade|pensando melhor|melhor|perai|espera|desculpa|errei|corrigindo|me enganei)[ ,.!]+)+(?:n?[ao] outr[ao][ ,]+)?(?:(?:e|eh|era|foi|e sim|na verdade|melhor|quis dizer|quero dizer|quero|queria|prefiro|muda|mude|troca|troque|coloca|bota|poe|marca|pode ser|seria|e para|o certo e|n?[ao]) ?(?:para (?:[ao]s? )?)?)*$/u,
  refusesThis: /(?:,? ?,(?: e)?| e) nao (?:e )?(?:n?[ao]s? |em |para |dia )*$/,
  refusesFirst: /(?:^|[.,;:!?] ?)nao (?:e )?(?:n?[ao]s? |em |para |dia )*$/,
  refusesBefore: new RegExp(
    String.raw`(?:^|[^\p{L}])(?:nao (?:da|dara|vai dar|da para mim|rola|serve|pode|pode ser|e(?: para)?)${act}|(?<!mais ou )menos|(?<!(?:tem|tenho|tinha|tera|tiver|ter|ha|houver|achei|fiz|faco|fazer|marquei|consegui|consigo) )nada|exceto|fora|tirando|sem ser|(?:so|somente) nao(?: pode| pode ser)?|nem|nao(?= (?:antes|depois)))${lead} $`,
    'u',
  ),
  cannotBefore: new RegExp(
    String.raw`(?:^|[^\p{L}])(?:nao (?:posso|consigo|vou poder|vou conseguir|quero|queria|tenho como|trabalho|(?:estou|to|estarei|vou estar)(?: livre| disponivel| aqui| em casa| na cidade)?)${act}|(?:so|somente) nao posso|nunca)${lead} $`,
    'u',
  ),
  refusesAfter:
    /^ (?:(?:eu|ja|infelizmente|ai|mesmo|acho que) )*(?:nem(?= (?:n?[ao]s? |dia |de |as )*(?:\d|hoje|amanha|depois|segunda|terca|quarta|quinta|sexta|sabado|domingo|manha|tarde|noite))|nao(?! (?:tem|teria|ha|abre|abrem|atende|atendem|funciona|tera|pode ser|daria|seria|teriam|estao|esta))|nem pensar|e ruim|e pessimo|fica ruim|e complicado)(?![\p{L}])/u,
  cannotAfter:
    /^ (?:(?:eu|ja|infelizmente|ai|mesmo|acho que) )*nao (?:posso|consigo|quero|vou poder|vou conseguir|trabalho)(?![\p{L}])/u,
};
