function waitingIn(count: number): string {
  if (count === 0) return 'o que vier espera na fila';
  return count === 1 ? '1 mensagem espera na fila' : `${count} mensagens esperam na fila`;
}

/** The page of the WhatsApp numbers. */
export const ptNumbers = {
  frame: { numbers: 'Números' },
  numbers: {
    light: { bad: 'Com problema', watch: 'Atenção', unknown: 'Não se sabe', well: 'Bem' },
    concern: {
      quality_red: {
        says: 'A Meta avalia a qualidade como baixa: contatos bloqueiam ou denunciam o número.',
        todo: 'Pare campanhas e avisos e escreva só a quem pediu. Os motivos estão no Gerenciador do WhatsApp > Telefones > Insights; a nota olha os últimos 7 dias.',
      },
      quality_yellow: {
        says: 'A qualidade caiu para média.',
        todo: 'Veja no Gerenciador do WhatsApp > Telefones > Insights o que os contatos bloqueiam, antes que ela fique baixa.',
      },
      not_connected: {
        says: 'A Meta não mostra o número como ligado.',
        todo: 'O Gerenciador do WhatsApp > Telefones diz o motivo; se ele não estiver registrado, registre-o com o PIN de duas etapas.',
      },
      review_rejected: {
        says: 'A Meta recusou a conta na análise.',
        todo: 'Configurações do negócio > Contas do WhatsApp: veja o motivo e peça outra análise.',
      },
      review_pending: {
        says: 'A Meta ainda analisa a conta.',
        todo: 'Não é preciso fazer nada; se demorar dias, veja Configurações do negócio > Contas do WhatsApp.',
      },
      name_refused: {
        says: 'O nome de exibição não está aprovado: os contatos veem só o número.',
        todo: 'Gerenciador do WhatsApp > Telefones > Perfil: mude o nome e espere a análise.',
      },
      not_known: {
        says: 'Não se sabe como o número está agora: a Meta não disse nada nas últimas horas.',
        todo: 'O que aparece abaixo é o último que se soube. Confira o número; se a Meta não responder, veja a rede e o worker.',
      },
    },
    held: (time: string) => `Nada é enviado por este número desde ${time}`,
    cause: {
      token: {
        says: 'A Meta não aceita mais o token.',
        todo: 'Configurações do negócio > Usuários do sistema: gere um token que nunca expira, ponha-o em WHATSAPP_ACCESS_TOKEN e reinicie o worker.',
      },
      permission: {
        says: 'Falta uma permissão ao token.',
        todo: 'Gere o token de novo com whatsapp_business_messaging e whatsapp_business_management, e dê a conta ao usuário do sistema.',
      },
      payment: {
        says: 'A Meta não conseguiu cobrar.',
        todo: 'Gerenciador do WhatsApp > Visão geral > Forma de pagamento: cadastre uma que funcione.',
      },
      registration: {
        says: 'O número não está registrado.',
        todo: 'Gerenciador do WhatsApp > Telefones: registre o número com o PIN de duas etapas.',
      },
      account: {
        says: 'A Meta restringiu ou bloqueou a conta.',
        todo: 'Configurações do negócio > Qualidade da conta: veja o motivo e peça análise.',
      },
      other: { says: 'A Meta recusa o que se envia.', todo: 'Confira o número abaixo: o que falhar diz o que fazer.' },
    },
    resumes: (waiting: number, next: string | null) =>
      `Nada se perde: ${waitingIn(waiting)}. Uma por vez tenta de novo${next === null ? '' : `, a próxima às ${next}`}; quando passar, o envio volta sozinho.`,
    quality: 'Qualidade',
    qualities: { GREEN: 'Alta (verde)', YELLOW: 'Média (amarela)', RED: 'Baixa (vermelha)', UNKNOWN: 'Ainda sem nota' },
    past: 'Como a qualidade mudou',
    since: (time: string) => `desde ${time}`,
    limit: 'Limite fora da janela',
    limitOf: (people: string) => `${people} pessoas por dia`,
    limits: { TIER_UNLIMITED: 'Sem limite', TIER_NOT_SET: 'Ainda não definido' },
    throughput: 'Velocidade',
    throughputs: { STANDARD: '80 por segundo', HIGH: '1.000 por segundo', NOT_APPLICABLE: 'Não se aplica' },
    name: 'Nome de exibição',
    names: {
      APPROVED: 'Aprovado',
      AVAILABLE_WITHOUT_REVIEW: 'Em uso, sem análise',
      DECLINED: 'Recusado',
      EXPIRED: 'Vencido',
      PENDING_REVIEW: 'Em análise',
      NONE: 'Nenhum',
    },
    status: 'Registro',
    statuses: {
      CONNECTED: 'Ligado',
      DISCONNECTED: 'Desligado',
      PENDING: 'Pendente',
      FLAGGED: 'Sinalizado',
      RESTRICTED: 'Restrito',
    },
    review: 'Análise da conta',
    reviews: { APPROVED: 'Aprovada', PENDING: 'Em andamento', DEFERRED: 'Adiada', REJECTED: 'Recusada' },
    unknown: 'Não se sabe',
    told: (time: string) => `dito em ${time}`,
    asked: (time: string) => `A Meta disse isto em ${time}.`,
    ids: (number: string, account: string | null) =>
      account === null ? `Número ${number}.` : `Número ${number}, conta ${account}.`,
    received: 'Última mensagem recebida',
    sent: 'Última mensagem enviada',
    heard: 'Último aviso do webhook',
    never: 'Nenhuma ainda',
    today: 'Hoje',
    counts: (sent: string, failed: string) => `Enviadas: ${sent} · Falhas: ${failed}`,
    waiting: 'Na fila',
    month: 'Custo do mês',
    cost: (soFar: string, forecast: string) => `${soFar} até agora; cerca de ${forecast} no mês`,
    unpriced: (count: string) => `${count} sem preço`,
    check: 'Conferir agora',
    checkLead: 'Pergunta à Meta se está tudo certo: token, permissões, webhook, nome, qualidade.',
    ready: 'Está tudo certo.',
    open: (open: number, all: number) => `${open} de ${all} ${open === 1 ? 'pede' : 'pedem'} atenção:`,
    well: (count: number) => (count === 1 ? '1 está certo' : `${count} estão certos`),
    verdict: { ok: 'certo', warning: 'atenção', unknown: 'não se sabe', failed: 'falhou' },
    none: 'Nenhum número ligado ainda',
    connectLead: 'Para que o agente atenda, ligue um número do WhatsApp Business:',
    connect: [
      'Na Meta (developers.facebook.com), crie um app do tipo Negócios e adicione o WhatsApp.',
      'Copie a chave secreta do app e a identificação do número para as configurações WHATSAPP_… da instalação.',
      'Gere um token de usuário do sistema que nunca expira.',
      'Aponte o webhook para https://SEU-DOMÍNIO/webhook e publique o app.',
      'Na máquina, rode estes comandos até ler “The number is ready.”:',
    ],
    guide: 'Cada passo em detalhe:',
  },
};
