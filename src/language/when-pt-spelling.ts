import type { Word } from './normalise.ts';
import { menderOf } from './when-spelling.ts';

/** Words of time worth mending, long enough that one slip leaves no doubt. */
const known =
  'segunda terca quarta quinta sexta sabado domingo amanha hoje janeiro fevereiro setembro outubro novembro dezembro semana semanas minutos vezes sessoes depois tarde noite manha antes horario ultimo primeiro partir'.split(
    ' ',
  );

/** Words of their own that lie one slip from a word of time. */
const own: ReadonlySet<string> = new Set(
  `seguida segundo segundos segura segue seguinte terra teria terna terno terco terei tercas quanta quarto quartos quantas
  quinto quintal quintas quartas sextas segundas sexto sexy senta sesta sabados sabao sarado safado sabendo
  domingos domino domine amanda amanho home hora semanal semane remana noites noiva noivo note notei tardes tarda vozes verdes
  tarja arde carde farde parde depoi depor deposi janeira dezembros novembros marde sabida sabido coisa queria quero nota minha manda mando mana manhas mancha macha marha mainha manhe manga manta torca hope horarios ultima ultimos
  primeira primeiros primeiras partiu parti partia entes antas parar pariu`.split(/\s+/),
);

const spelt: Readonly<Record<string, string>> = {
  hors: 'horas',
  horss: 'horas',
  horass: 'horas',
  hoas: 'horas',
  hroas: 'horas',
  hoars: 'horas',
  hras: 'horas',
  segnda: 'segunda',
  sgunda: 'segunda',
  tersa: 'terca',
  tersafeira: 'terca',
  tercafeira: 'terca',
  segundafeira: 'segunda',
  quartafeira: 'quarta',
  quintafeira: 'quinta',
  sextafeira: 'sexta',
  cesta: 'sexta',
  sesta: 'sexta',
  sabadao: 'sabado',
  sabadinho: 'sabado',
  domingao: 'domingo',
  ohje: 'hoje',
  oje: 'hoje',
  hoj: 'hoje',
  hje: 'hoje',
  hojee: 'hoje',
  anoite: 'a noite',
  atarde: 'a tarde',
  demanha: 'de manha',
  meiodia: 'meio dia',
  meianoite: 'meia noite',
  depoisdeamanha: 'depois de amanha',
  sextou: 'sexta',
  daq: 'daqui',
  daqi: 'daqui',
  dqui: 'daqui',
  daki: 'daqui',
  daquia: 'daqui a',
};

/** The words with days, months and parts of the day put right where one letter slipped. Never a general spelling. */
export function mendPt(words: Word[]): Word[] {
  return words.map((word, at) => {
    const month = decemberAt(words, at);
    return month ?? { text: mended(word.text), span: word.span };
  });
}

const mended = menderOf({ known, own, spelt });

/** "25 dez", "2 de dez": here `dez` is no ten. */
function decemberAt(words: readonly Word[], at: number): Word | null {
  const word = words[at];
  if (word?.text !== 'dez') return null;
  const before = words[at - 1]?.text === 'de' ? words[at - 2] : words[at - 1];
  const isDay =
    before !== undefined &&
    (/^\d{1,2}o?$/.test(before.text) || (words[at - 1]?.text === 'de' && dayWords.has(before.text)));
  return isDay ? { text: 'dezembro', span: word.span } : null;
}

const dayWords: ReadonlySet<string> = new Set(
  'primeiro um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze catorze quinze dezesseis dezessete dezoito dezenove vinte trinta'.split(
    ' ',
  ),
);
