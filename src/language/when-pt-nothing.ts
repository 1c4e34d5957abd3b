import { numberNothings } from './when-number.ts';
import { nothing, type Rule } from './when-piece.ts';
import { monthWord } from './when-pt-words.ts';

const things =
  'via|vias|opcao|opcoes|vez|vezes|sessao|parte|aplicacao|dose|unidade|parcela|pessoa|linha|pergunta|etapa|camada|mao|chance|escolha|alternativa|visita|consulta|avaliacao|coisa|duvida|tentativa|mensagem|aula|geracao|serie|marcha|avenida|categoria|filha|filho|unha|cor|neta|rua|fila|porta|casa|mesa|fase|turma|temporada|reclamacao|opiniao|ligacao|foto|mecha|gravidez|gestacao|sesion|cita|opcion|lavagem|instancia|rodada|edicao';
const street =
  '(?:rua|r\\.|avenida|av|av\\.|travessa|praca|alameda|rodovia|estrada|largo|viela|bairro|vila|jardim|predio|edificio|escola|metro|ponte|shopping)';
const numbered =
  '(?:maquina|pente|tom|tons|cor|tinta|coloracao|nuance|tamanho|numero|nivel|grau|volume|ox|oxigenada|fator|casa|apto|apartamento|apt|ap|bloco|sala|loja|andar|lote|quadra|km|item|opcao|pacote|plano|nota|versao|agulha|fio|manequim|calibre|artigo|lei)';

/** Looks like a time in Portuguese and is none. What is covered here no other rule sees. */
export const nothingsPt: readonly Rule[] = [
  // A greeting or a wish: "boa tarde", "bom fim de semana"; "pra mim seria bom terça" wishes nothing.
  nothing(
    '(?<!(?:seria|e|fica|ficaria|esta|ta|era|acho|acharia) )(?:um |uma |tenha |tenham )?(?:bo[ma]|bons|boas|otim[ao]|excelente|lind[ao]|abencoad[ao])(?: e abencoad[ao])?[ ,]*(?:dia|dias|tarde|tardes|tardinha|noite|noites|manha|madrugada|semana|fim de semana|final de semana|domingo|sabado|segunda|terca|quarta|quinta|sexta|feriado|mes|ano)(?:[- ]feira)?',
  ),
  nothing('(?:bom ?dia|boa ?tarde|boa ?noite)'),
  nothing(`feliz (?:dia d[aeo]s? \\p{L}+|\\p{L}+(?: (?:novo|de|das|dos|do|da) ?\\p{L}*)?)`),
  // A farewell, not a bound: "ok, até amanhã!".
  farewell(),
  // The second of something, not Monday.
  nothing(
    `(?:(?:[nd]?[ao]|de|para|minha|sua|nossa|uma|1|pela|essa|nessa|dessa) ){0,3}(?:segunda|terceira|quarta|quinta|sexta|[1-9]a) (?:${things})`,
  ),
  // "minha segunda drenagem"; "na minha quinta-feira" is a day all the same.
  nothing(
    '(?:minha|nossa|uma) (?:segunda|terceira|quarta|quinta|sexta)(?![- ]feira)(?= (?!de |a |as |da |na |que |livre|tem |ta |esta )\\p{L}{4,})',
  ),
  nothing('em segunda mao'),
  nothing('(?:sou|vim|nasci|moro|morei) (?:de|em) natal'),
  nothing(
    '(?:fiquei|esperei|esperando|espero|levei|demorei) (?:(?:quase|mais de|uns|umas) )?\\d{1,2} ?h(?:oras?)?(?: ?(?:e )?\\d\\d)?(?! esper)',
  ),
  nothing('no mais tardar'),
  // "fiz a primeira, quero marcar a segunda pra sexta"
  nothing('(?<=\\bprimeira\\b.{0,60}\\b)a (?:segunda|terceira)(?= (?:para|pra|na|no|em|dia|igual|tambem)\\b)'),
  nothing('(?:fazer|faco|faz|todas) as [2-4]'),
  nothing('(?:voces|eles|elas|nos) (?:sao|somos|eram) (?:em |uns |umas )?\\d{1,3}'),
  // Numbers of people, papers and places.
  nothing(
    '(?:cpf|cnpj|rg|cep|cartao|senha|codigo|protocolo|pedido|agencia|conta|matricula|comanda|fone|telefone|whatsapp|numero|zap|celular|contato)[:. e]*\\+?\\(?\\d[\\d.,/() -]{3,}\\d',
  ),
  ...numberNothings,
  nothing(`${street} (?:d[aeo]s? )?\\d+ de ${monthWord}(?:,? ?(?:n|no|numero)?\\.? ?\\d{1,5}(?!\\d| ?h|:))?`),
  nothing(`${street} (?:d[aeo]s? )?\\d{1,4}(?:,? ?\\d{1,5}(?! ?h|:))?`),
  nothing(
    `(?:rua|r\\.|avenida|av|av\\.|travessa|praca|alameda|rodovia|estrada) (?:\\p{L}+ ){0,5}\\p{L}+,? ?(?:n|no|numero)?\\.? ?\\d{1,5}(?!\\d| ?h|:)`,
  ),
  // "na 25 de março" is a street, "no 25 de março" a day.
  nothing(`(?:na|da|pela) \\d{1,2} de ${monthWord}(?! ?\\d| as)`),
  nothing('(?:loir[oa]|ruiv[oa]|castanh[oa])(?: e| eh)?(?: o| a)? \\d{1,2}[.,]\\d{1,2}'),
  nothing('quinta d[aeo]s? (?:boa vista|[\\p{L}]+ vista)|(?<=(?:nome e|me chamo) )domingos(?: sab\\p{L}+)?'),
  nothing('pedido (?:n |numero )?\\d{1,2}/\\d{1,2}|rua 1o? de maio(?:,? \\d+)?|rua primeiro de maio(?:,? \\d+)?'),
  // A tone is 7/1; "coloração 05/12" is a day.
  nothing(`${numbered} ?:?(?:n |numero )?(?!0\\d/|\\d\\d/(?:0[1-9]|1[0-2])(?!\\d))\\d+(?:[.,/]\\d+)?(?: e \\d+)?`),
  // What is over and done with is no wish.
  nothing(
    '(?:fiz|fui|vim|estive|cortei|pintei|(?:a )?ultima vez (?:que (?:fiz|fui|vim) )?(?:foi )?)(?: ai)? ?(?:n?o |em )?(?:dia )?\\d{1,2}(?: ?/ ?\\d{1,2}(?: ?/ ?\\d{2,4})?)?(?! ?(?:h|:|vez|unh|cort))',
  ),
  // Money and shares.
  nothing(
    '(?:por|de|a|custa|valor|preco)? ?\\d[\\d.,]* ?(?:reais|real|contos?|pilas?|mangos?)(?: e \\d+(?: centavos)?)?',
  ),
  nothing(
    '\\d+(?:[.,]\\d+)? ?(?:%|por cento|x|vezes|kg|kgs|quilos?|g|gramas|ml|mls|litros?|cm|mm|m|metros?|km|anos?|pontos?|graus?)',
  ),
  nothing('\\d{1,2}/\\d{1,2} ?(?:de )?(?:hora|copo|parcelas?)'),
  nothing('(?:24|48|72|36) ?(?:h|horas)(?: por dia| antes| de antecedencia)?(?! atras)'),
  // How long, how late, how early: no time of day.
  nothing(
    '(?:demora|demorou|dura|durou|leva|levou|por|durante|duracao de|sessao de|sessoes de|atraso de|atrasar|atrasad[oa]|mais de|menos de) (?:(?:mais de|menos de|cerca de|mais ou menos|uns|umas|so|tipo) )*\\d{1,2} ?(?:horas?|h)(?: ?(?:e )?(?:meia|\\d{1,2})(?: ?(?:minutos?|m))?)?',
  ),
  nothing(
    '\\d{1,2} ?(?:horas?|h)(?: ?(?:e )?(?:meia|\\d{1,2})(?: ?(?:minutos?|m))?)? (?:antes|depois|de duracao|de antecedencia|de atraso|de sessao|por dia|por semana|de viagem|de distancia|atrasad[oa]|adiantad[oa]|seguidas?|no total)(?! d[ao]s? (?:meio|\\d))',
  ),
  nothing('(?:\\d{1,2} )?(?:hora|horas) e meia'),
  nothing('meia hora|meia horinha'),
  nothing('de (?!(?:15 em 15|14 em 14) dias)\\d{1,2} em \\d{1,2} (?:dias|semanas|meses|horas|minutos)'),
  nothing('\\d{1,3} ?(?:minutos?|minutinhos?|segundos?|dias|semanas|meses|sessoes|pessoas)'),
  nothing('meia (?:perna|barba|cabeca|perninha|luz|boca|taca|duzia|volta|idade|entrada)'),
  // Turns of phrase.
  nothing(
    'hoje em dia|(?:de )?hoje em diante|(?:ate|por|e|so|eh|mas|entao|ok,?|sim,?) agora(?! (?:tem|da|pode|a tarde|de manha|as|sexta|segunda|terca|quarta|quinta|sabado|domingo))|agora (?:nao|sim|entendi|que|eu|ta|foi|ja|e|vou|quero|preciso|queria|deu|me|so|mesmo que|esta|voce)',
  ),
  nothing('(?:muito|tarde|tao|ja e) tarde(?: demais)?|tarde demais|antes tarde do que nunca|mais cedo ou mais tarde'),
  nothing('(?:primeir|ultim|mei)[ao] (?:vez|dia util)|dia (?:a|sim) dia(?: nao)?|dia sim,? dia nao'),
  nothing('(?:sr|senhor|seu|dona|sra|doutor|dr)\\.? (?:domingos?|abril|marco|julio|natal)'),
  nothing('(?:no|este|esse|deste|desse|o|do) mesmo (?:instante|momento)'),
  nothing('em ponto'),
  nothing('ultima hora|hora extra|na hora(?! d[ao])|toda hora|a qualquer momento'),
];

function farewell(): Rule {
  const before =
    '(?<=(?:^|[.,;!\\n] ?|obrigad[oa] |valeu |tchau |ok |beleza |entao |beijos? |abracos? |certo |perfeito |combinado | e ))';
  const day =
    '(?:mais tarde|mais|logo|breve|amanha|hoje|segunda|terca|quarta|quinta|sexta|sabado|domingo)(?:[- ]feira)?';
  return nothing(`${before}ate ${day}(?= ?(?:$|[.,;!\\n\\p{Extended_Pictographic}]| entao| obrigad| beij| abrac))`);
}
