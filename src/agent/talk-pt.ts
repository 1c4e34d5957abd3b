import type { Act } from './act.ts';
import type { Catalogue, Variants } from './catalogue.ts';
import { serviceName } from './lookup.ts';
import { wordsPt } from './words-pt.ts';

const vocative = (name: string | null) => (name ? `, ${name}` : '');

/** What is said around the business itself: greetings, thanks, being lost, passing on to a person. */
export const talkPt: Pick<Catalogue, 'smallTalk' | 'menu' | 'missing' | 'lost' | 'unreadable' | 'seen' | 'handoff'> = {
  smallTalk: {
    welcome: (name, { name: business }) => [
      `Olá${vocative(name)}! 😊 Bem-vindo(a) ao atendimento de *${business}*.\nSou o assistente virtual: mostro serviços e preços, marco seu horário, tiro dúvidas ou chamo uma pessoa da equipe. Como posso ajudar?`,
      `Oi${vocative(name)}! 😊 Que bom ter você aqui, no atendimento de *${business}*.\nSou o assistente virtual: posso mostrar os serviços e preços, marcar um horário ou chamar uma pessoa da equipe. Como posso ajudar?`,
    ],
    welcomeBack: (name) => [
      `Oi${vocative(name)}! 😊 Como posso ajudar?`,
      `Olá${vocative(name)}! Em que posso ajudar?`,
      `Oi de novo${vocative(name)}! O que você precisa?`,
    ],
    hello: (name) => [`Olá${vocative(name)}! 😊`, `Oi${vocative(name)}! 😊`],
    met: (name) => [`Prazer${vocative(name)}! 😊 Como posso ajudar?`],
    thanks: () => ['De nada! 😊', 'Eu que agradeço! 😊', 'Imagina, por nada! 😊'],
    bye: () => ['Até mais! 👋', 'Até logo! É só chamar quando precisar. 👋', 'Tchau, até a próxima! 👋'],
    praise: () => ['Que bom saber disso, obrigado! 😊', 'Ficamos felizes com isso, obrigado! 😊'],
    boundary: () => [
      'Quero ajudar, mas preciso que a conversa seja com respeito. Vamos resolver o que você precisa?',
      'Entendo que você esteja irritado(a). Peço respeito na conversa, e sigo aqui para ajudar.',
    ],
    fine: () => [
      'Certo! Se precisar de algo, é só escrever.',
      'Tudo bem! Estou por aqui se precisar.',
      'Combinado! 😊',
    ],
    ended: () => [
      'Tudo bem, deixei isso de lado e nada foi agendado. Se mudar de ideia, é só escrever.',
      'Sem problema: parei por aqui e nada foi agendado. Quando quiser, é só chamar.',
    ],
    kept: () => [
      'Tudo bem, o seu horário continua marcado como está.',
      'Certo, nada mudou: o seu horário continua marcado.',
    ],
    resumed: () => ['Da última vez ficou isto em aberto:', 'Continuando de onde paramos:'],
    rated: () => ['Obrigado pela avaliação! 😊', 'Que bom saber, obrigado pela nota! 😊'],
    ratedLow: () => ['Sinto muito que não tenha sido bom. Obrigado por dizer.'],
    optedOut: () => [
      'Certo: você não recebe mais lembretes nem avisos nossos. Se escrever, continuo respondendo. Para voltar a receber, escreva "voltar a receber mensagens".',
    ],
    optedIn: () => ['Pronto: você volta a receber os nossos lembretes e avisos.'],
    newsOn: () => [
      'Combinado: você vai receber as nossas novidades por aqui. Para não receber mais, é só escrever *parar*.',
    ],
    erasing: () => ['Pedido registrado: os seus dados e as nossas conversas serão apagados depois desta mensagem.'],
    notErased: () => ['Certo, nada foi apagado.'],
    nextSession: () => ['Agora, a próxima sessão.'],
    expired: () => [
      'Esse botão é de uma conversa anterior e já não vale. O que você gostaria de fazer?',
      'Essa opção já passou da validade. Podemos começar de novo: o que você precisa?',
    ],
  },
  menu: (_, { name }) => [
    `Aqui está o que posso fazer por você em *${name}*:\n📅 agendar um horário\n📋 mostrar serviços, preços e duração\n🕐 informar horário de funcionamento e endereço\n💳 informar formas de pagamento e políticas\n👤 chamar um atendente\n\nToque numa opção ou escreva o que precisa.`,
    `Posso ajudar com:\n📅 agendamento\n📋 serviços, preços e duração\n🕐 horário de funcionamento e endereço\n💳 formas de pagamento e políticas\n👤 falar com um atendente\n\nÉ só tocar numa opção ou escrever.`,
  ],
  missing: {
    price: ['Não encontrei esse serviço na nossa tabela, então não tenho um preço para informar.'],
    prices: ['Ainda não tenho uma tabela de preços para informar.'],
    duration: ['Não encontrei esse serviço na nossa lista, então não sei a duração.'],
    detail: ['Não encontrei esse serviço na nossa lista.', 'Esse serviço não está na nossa lista.'],
    unlisted: ['Esse serviço eu não encontrei na nossa lista.', 'Não temos esse serviço na nossa lista.'],
    unlistedToo: [
      'O outro serviço que você perguntou não está na nossa lista.',
      'Quanto ao outro serviço: não está na nossa lista.',
    ],
    services: ['Ainda não tenho uma lista de serviços para mostrar.'],
    moreServices: ['Não tenho outros serviços na lista.'],
    hours: ['Não tenho o horário de funcionamento para informar.'],
    address: ['Não tenho o endereço para informar.'],
    phone: ['Não tenho um telefone para informar; o atendimento é por aqui mesmo.'],
    email: ['Não tenho um e-mail para informar.'],
    instagram: ['Não tenho um Instagram para informar.'],
    payment: ['Não tenho informação sobre as formas de pagamento.'],
    discount: [
      'Não tenho informação sobre descontos ou parcelamento e não posso prometer um valor diferente do da tabela.',
      'Sobre descontos e parcelamento não tenho informação; o que vale é o preço da tabela.',
      'Não posso negociar valores por aqui: o preço é o da tabela, e não tenho informação sobre descontos ou parcelamento.',
    ],
    policy: ['Não tenho essa regra registrada aqui.'],
    availability: ['Não consegui consultar a agenda para isso.'],
    menu: ['Não tenho essa opção.'],
    professionals: ['Não tenho informação sobre os profissionais.'],
    identity: ['Sou o assistente virtual.'],
    others: ['Não tenho essa informação.'],
    compare: ['Não tenho como comparar esses serviços.'],
    today: ['Não tenho essa informação.'],
    knowledge: ['Essa informação eu não tenho aqui.', 'Não tenho essa informação.'],
  },
  lost: ({ isElse }, { name }) =>
    isElse
      ? [
          `Acho que essa mensagem não é para nós: aqui é o atendimento de *${name}*. Se for, escreva de outra forma o que precisa, ou toque numa opção.`,
          `Isso foge do que eu faço por aqui: este é o atendimento de *${name}*. Posso marcar um horário ou mostrar os serviços: escreva de outra forma o que precisa, ou toque numa opção.`,
        ]
      : [
          'Desculpe, não entendi. Pode dizer de outro jeito?',
          'Não consegui entender essa mensagem. Você pode reformular?',
          'Hmm, essa eu não entendi. Pode explicar com outras palavras?',
          'Não entendi bem o que você precisa. Pode escrever de outra forma?',
        ],
  unreadable: ({ what }) => [
    `${nameOfMedia(what)} eu ainda não consigo abrir por aqui. Pode escrever a sua mensagem? Se preferir, escreva "atendente".`,
    `Ainda não consigo abrir ${articleOfMedia(what)} por aqui. Pode escrever em texto? Se preferir uma pessoa, escreva "atendente".`,
  ],
  seen: ({ service }, business) => [`Recebi a foto. Parece ser sobre *${serviceName(business, service)}*.`],
  handoff: {
    asked: (act) => passed('Certo!', act),
    complaint: (act) => passed('Sinto muito por isso, e quero que alguém cuide da sua reclamação.', act),
    refund: (act) => passed('Entendi: sobre reembolso eu não decido.', act),
    health: (act) => passed('Isso envolve a sua saúde, e merece a resposta de uma pessoa.', act),
    legal: (act) => passed('Entendi: esse assunto precisa de uma pessoa.', act),
    notUnderstood: (act) => passed('Não estou conseguindo entender e não quero fazer você perder tempo.', act),
    insult: (act) => passed('Prefiro que uma pessoa siga daqui.', act),
    unreadable: (act) => passed('Isso eu não consigo abrir por aqui.', act),
    unsupported: (act) => passed('Esse pedido eu ainda não resolvo sozinho, e nada foi alterado.', act),
    exception: (act) => passed('Isso foge das regras que eu posso aplicar.', act),
    group: (act) => passed('Para grupos, quem combina os detalhes é a equipe.', act),
    privacy: (act) => passed('Recebi o seu pedido sobre os seus dados.', act),
  },
};

/** Only what has happened: the conversation is with the team. Nobody is promised at once, and nobody at all when it is shut. */
function passed(opening: string, { reopens }: Extract<Act, { act: 'handoff' }>): Variants {
  const desk = reopens
    ? `No momento estamos fechados; o atendimento volta ${wordsPt.onDay(reopens.toPlainDate())}, às ${wordsPt.time(reopens.toPlainTime())}.`
    : 'A resposta vem por aqui, assim que alguém estiver livre.';
  return [
    `${opening} Passei a conversa para a nossa equipe: a partir daqui quem responde é um atendente humano. ${desk}`,
    `${opening} A conversa está com a nossa equipe, e daqui em diante quem responde é um atendente humano. ${desk}`,
  ];
}

const media: Readonly<Record<string, readonly [name: string, article: string]>> = {
  audio: ['Áudio', 'áudios'],
  voice: ['Áudio', 'áudios'],
  image: ['Imagem', 'imagens'],
  video: ['Vídeo', 'vídeos'],
  document: ['Documento', 'documentos'],
  sticker: ['Figurinha', 'figurinhas'],
  location: ['Localização', 'localizações'],
  contacts: ['Contato', 'contatos'],
};

function nameOfMedia(what: string): string {
  return media[what]?.[0] ?? 'Esse tipo de mensagem';
}

function articleOfMedia(what: string): string {
  return media[what]?.[1] ?? 'esse tipo de mensagem';
}
