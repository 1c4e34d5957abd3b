import { carnivalRule, easter, feastRules, nextFeast, nth, on, type Feasts } from './when-feast.ts';
import { rule, type Rule } from './when-piece.ts';

/** Feasts as Brazil names them, national and commonly kept; those of a state or a town belong to the business. */
const feasts: Feasts = [
  ['(?:dia de )?natal', on(12, 25)],
  ['(?:dia de )?ano[ -]novo|confraternizacao universal|primeiro do ano', on(1, 1)],
  ['dia de reis', on(1, 6)],
  ['aniversario d[ea] (?:cidade de )?(?:sao paulo|sp|sampa)', on(1, 25)],
  ['dia da marmota', on(2, 2)],
  ['(?:dia de )?sao valentim', on(2, 14)],
  ['dia do consumidor', on(3, 15)],
  ['(?:dia de )?sao patricio', on(3, 17)],
  ['(?:dia de )?sao jose', on(3, 19)],
  ['dia do indio|dia dos povos indigenas', on(4, 19)],
  ['dia da terra', on(4, 22)],
  ['segunda(?:[- ]feira)? de carnaval', easter(-48)],
  ['terca(?:[- ]feira)? de carnaval|terca gorda', easter(-47)],
  ['sabado de carnaval', easter(-50)],
  ['domingo de carnaval', easter(-49)],
  ['quarta(?:[- ]feira)? de cinzas', easter(-46)],
  ['domingo de ramos', easter(-7)],
  ['quinta(?:[- ]feira)? santa', easter(-3)],
  ['sexta(?:[- ]feira)? (?:santa|da paixao)|paixao de cristo', easter(-2)],
  ['sabado de aleluia|sabado santo', easter(-1)],
  ['(?:domingo de )?pascoa', easter(0)],
  ['ascensao', easter(39)],
  ['pentecostes', easter(49)],
  ['corpus christi|corpus cristi|corpo de (?:cristo|deus)', easter(60)],
  ['dia (?:internacional )?d[ae]s? mulher(?:es)?', on(3, 8)],
  ['dia da mentira', on(4, 1)],
  ['tiradentes', on(4, 21)],
  ['dia (?:do trabalho|do trabalhador|dos trabalhadores)|1o de maio', on(5, 1)],
  ['dia das? maes?|dia da mae', nth(2, 7, 5)],
  ['dia dos namorados', on(6, 12)],
  ['(?:dia de )?santo antonio', on(6, 13)],
  ['(?:dia de |noite de |festa de )?sao joao', on(6, 24)],
  ['(?:dia de )?sao pedro', on(6, 29)],
  ['dia do amigo', on(7, 20)],
  ['dia dos avos|dia da avo', on(7, 26)],
  ['dia dos? pais?', nth(2, 7, 8)],
  ['(?:dia da )?independencia|7 de setembro', on(9, 7)],
  ['dia do cliente', on(9, 15)],
  ['dia da arvore', on(9, 21)],
  ['(?:dia de )?cosme e damiao', on(9, 27)],
  ['dia da secretaria', on(9, 30)],
  ['dia das? criancas?', on(10, 12)],
  ['(?:dia de )?(?:nossa senhora )?aparecida', on(10, 12)],
  ['dia dos? professor(?:es)?', on(10, 15)],
  ['dia do medico', on(10, 18)],
  ['halloween|(?:dia|noite) das bruxas', on(10, 31)],
  ['dia de todos os santos|todos os santos', on(11, 1)],
  ['(?:dia de |dia dos )?finados|dia dos mortos', on(11, 2)],
  ['(?:dia da )?proclamacao da republica|15 de novembro', on(11, 15)],
  ['dia da bandeira', on(11, 19)],
  ['(?:dia da )?consciencia negra|dia de zumbi', on(11, 20)],
  ['(?:dia de )?acao de gracas', nth(4, 4, 11)],
  ['reveillon|virada(?: do ano)?', on(12, 31)],
  ['black friday|blackfriday|sexta-feira negra', nth(4, 4, 11, 1)],
  ['cyber monday', nth(4, 4, 11, 4)],
];

const lead = '(?:n[ao]s? |para (?:[oa] )?|em |[ao] )?(?:proxim[ao] )?(?:feriado d[aeo]s? |feriado )?';
const eve = '(?<eve>(?:n[ao] |[ao] )?(?<ante>ante)?vesperas? d[aeo]s? (?:dia d[aeo]s? )?)?';

/** Feasts and their eves. */
export const holidaysPt: readonly Rule[] = [
  // The night between two years belongs to both; who says more means the evening.
  rule('(?<=^)(?:no )?reveillon(?=[ .!?]*$)', (_, now) => {
    const last = nextFeast(now.toPlainDate(), on(12, 31));
    return { kind: 'dates', options: [last, last.add({ days: 1 })] };
  }),
  ...feastRules(
    feasts,
    (name) =>
      `${eve}(?<after>(?:n?o )?dia (?:seguinte (?:a|ao) |depois (?:d[aeo] )|apos (?:[ao] )?))?(?<week>(?:n?a )?semana d[aeo]s? (?:dia d[aeo]s? )?)?${lead}${name}(?:,? (?:(?<coming>(?:d|n)o (?:ano que vem|proximo ano)|(?:do )?ano que vem)|(?<last>(?:d|n)o ano passado|passado)|(?:de |do ano de |do ano )?(?<y>20\\d{2})(?! ?h))| agora)?`,
  ),
  carnivalRule(`${lead}carnaval`),
];
