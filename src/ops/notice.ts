import { holidayOn } from '../business/holidays.ts';

const zone = 'America/Sao_Paulo';

/**
 * The nation, by its holidays of law. Carnival and Corpus Christi are none (pontos facultativos), and those of states and
 * towns are not the authority's: who counts them as working days is never late.
 */
const brazil = {
  state: null,
  city: null,
  timeZone: zone,
  holidays: { closed: true, optional: false, openOn: [], local: [] },
};

const isWorkingDay = (day: Temporal.PlainDate) => day.dayOfWeek <= 5 && holidayOn(brazil, day) === null;

/** So many working days from a day on, which itself does not count. */
export function workingDaysAfter(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let [last, left] = [day, count];
  while (left > 0) {
    last = last.add({ days: 1 });
    if (isWorkingDay(last)) left -= 1;
  }
  return last;
}

/** Until when the authority and the people affected have to be told; `small` for a processing agent of small size. */
export type Deadlines = { readonly regular: Temporal.PlainDate; readonly small: Temporal.PlainDate };

/**
 * Three working days, twice as many for a small agent, from the knowledge that personal data were affected. The day of
 * that knowledge does not count, the last one does, to its end.
 *
 * @see Resolução CD/ANPD 15/2024, arts. 6 and 9; Resolução CD/ANPD 2/2022, art. 14; Lei 9.784/1999, art. 66
 */
export function noticeDeadlines(knownAt: Temporal.Instant): Deadlines {
  const day = knownAt.toZonedDateTimeISO(zone).toPlainDate();
  return { regular: workingDaysAfter(day, 3), small: workingDaysAfter(day, 6) };
}

/** As people in Brazil write a day, and a moment there. */
export const dayOf = (day: Temporal.PlainDate): string => day.toLocaleString('pt-BR');
export const momentOf = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO(zone).toLocaleString('pt-BR', { dateStyle: 'short', timeStyle: 'short' });

/** What has to be filled in by a person stands in brackets: nobody else can know it. */
type Draft = { readonly id: string; readonly knownAt: Temporal.Instant };

/** The draft of what the authority is told: the fields of its form, in the order of art. 6, § 2. */
export function noticeToAuthority({ id, knownAt }: Draft): string {
  const { regular, small } = noticeDeadlines(knownAt);
  return `# Comunicação de incidente de segurança à ANPD (rascunho)

Registro interno: ${id}. Prazo: até ${dayOf(regular)} (três dias úteis; agente de pequeno porte: ${dayOf(small)}), se o
incidente puder acarretar risco ou dano relevante aos titulares. Envie pelo formulário eletrônico da ANPD. O que ainda não
se sabe pode ser complementado em vinte dias úteis (Resolução CD/ANPD nº 15/2024, art. 6º, § 3º). Revise com o encarregado
e com o jurídico antes de enviar.

1. Natureza e categorias dos dados pessoais afetados: [preencher]
2. Número de titulares afetados, e quantos são crianças, adolescentes ou idosos: [preencher]
3. Medidas técnicas e de segurança antes e depois do incidente: [preencher]
4. Riscos e possíveis impactos aos titulares: [preencher]
5. Motivos da demora, se o prazo passou: [preencher ou "não se aplica"]
6. Medidas adotadas ou previstas para reverter ou mitigar os efeitos: [preencher]
7. Data da ocorrência: [preencher, se conhecida]. Data do conhecimento: ${momentOf(knownAt)} (horário de Brasília) [confirmar]
8. Encarregado ou representante do controlador, e contato: [preencher]
9. Controlador, e se é agente de tratamento de pequeno porte: [preencher]
10. Operador, quando houver: [preencher ou "não se aplica"]
11. Descrição do incidente e causa raiz, se conhecida: [preencher]
12. Total de titulares cujos dados são tratados nas atividades afetadas: [preencher]
`;
}

/** The draft of what the people affected are told, in plain words: art. 9. */
export function noticeToPeople({ id, knownAt }: Draft): string {
  return `# Aviso aos titulares (rascunho)

Registro interno: ${id}. Prazo: até ${dayOf(noticeDeadlines(knownAt).regular)}. Envie a cada pessoa afetada, em linguagem simples; se não
for possível a cada uma, publique em seus canais por no mínimo três meses (Resolução CD/ANPD nº 15/2024, art. 9º).

Olá,

Em ${momentOf(knownAt)} [confirmar] soubemos de um incidente de segurança que envolveu dados seus.

- O que aconteceu e quais dados: [preencher]
- Que riscos isso traz para você: [preencher]
- O que já fizemos e vamos fazer: [preencher]
- Que medidas protegem seus dados: [preencher]
- Por que avisamos só agora: [preencher, se o prazo passou; senão, apague]
- O que você pode fazer: [preencher]

Dúvidas: [contato do encarregado].
`;
}
