/** Portuguese words that say who somebody is; what follows is the name. Folded, tried in order. */
export const nameLeadsPt: readonly string[] = [
  'meu nome completo e',
  'meu nome e',
  'meu nome',
  'o nome e',
  'nome completo',
  'me chamo',
  'pode me chamar de',
  'me chama de',
  'quem fala e o',
  'quem fala e a',
  'quem fala e',
  'quem esta falando e',
  'aqui e o',
  'aqui e a',
  'aqui quem fala e o',
  'aqui quem fala e a',
  'aqui quem fala e',
  'aqui e',
  'sou o',
  'sou a',
  'eu sou o',
  'eu sou a',
  'em nome de',
  'em nome da',
  'em nome do',
  'no nome de',
  'no nome da',
  'no nome do',
  'nome',
];

/** The same, but so weak that the name must be written with a capital: "sou Bruna", not "sou cliente". */
export const nameLeadsWeakPt: readonly string[] = ['sou', 'eu sou', 'e o', 'e a'];

/** Whom it is for: what stands behind is a name where it is written like one, or known as one: "pro meu filho tiago". */
export const nameLeadsKinPt: readonly string[] =
  'filho filha marido esposa mae pai irmao irma amigo amiga namorado namorada neto neta sobrinho sobrinha'
    .split(' ')
    .flatMap((kin) => [`meu ${kin}`, `minha ${kin}`]);

/** What may stand before a bare name when the name was asked. */
export const nameOpeningsPt =
  /^(?:(?:oi|ola|bom dia|boa tarde|boa noite|claro|sim|ok|pode ser|ta|entao|ah|olha|tipo|e que|hum)[ ,!.]+)*(?:(?:pode )?(?:colocar|coloca|poe|por|bota|botar|marcar|marca|deixa) (?:em nome d[eao] |no nome d[eao] |como |para |o nome )?|(?:e|sou|eu sou|para) (?:[oa] )?)?/;

/** Words that are never part of a person's name here. */
export const notNamesPt: ReadonlySet<string> = new Set(
  `eu voce voces ele ela nos gente me te se mim comigo meu minha seu sua nome cliente cliente nova novo mesma mesmo pessoa
  mae pai esposa esposo marido irma irmao filha filho amiga amigo namorada namorado dona moca moco primeira primeiro
  sim nao ok okay beleza claro certo certeza isso isto aquilo pode posso podem poderia confirmo confirmado fechado perfeito
  otimo show bora talvez acho sei nada tudo bem bom boa dia tarde noite oi ola opa alo tchau obrigado obrigada valeu favor
  quero queria gostaria preciso precisa precisava quer desejo marcar agendar remarcar reagendar desmarcar cancelar cancela
  cancelo marca agenda fazer faz fazem tem tenho teria temos vaga horario horarios hora horas hoje amanha depois antes agora
  segunda terca quarta quinta sexta sabado domingo semana mes ano manha feira proximo proxima
  quanto quanta quantos custa preco precos valor valores qual quais que quem quando onde como porque por com sem mas so
  tambem ainda ja aqui ai la ate entao sobre para pelo pela no na em um uma uns umas ou mais menos muito pouca pouco
  atendente humano gerente robo bot ajuda menu opcoes opcao servico servicos endereco telefone email pagamento pix cartao
  desconto desisto desisti esquece deixa volta voltar repete repetir espera espere peraí perai calma outro outra
  dizer falar falo fala digo informar passar passo dar vou vai vamos ir foi era estou esta ta to tou estava ser sou e
  reclamar reclamacao reembolso problema corte barba unha unhas cabelo manicure massagem limpeza sessao
  nenhum nenhuma ninguem sair parar pare stop`.split(/\s+/),
);

/** What is counted, and what the count is of. Plural and singular. */
export const countedPt = {
  people:
    'pessoa pessoas gente adulto adultos crianca criancas amiga amigas amigo amigos convidados mulheres homens clientes',
  times:
    'sessao sessoes vez vezes horario horarios vaga vagas atendimento atendimentos unidade unidades pacote pacotes',
} as const;
