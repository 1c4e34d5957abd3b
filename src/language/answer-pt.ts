import type { Answers, Ordinals } from './answer.ts';

/**
 * The closed grammar of consent in Portuguese: phrases in the notation of `phrases.ts`. Whoever adds one asks first
 * whether it could ever be said by somebody who has not agreed.
 */
export const answersPt: Answers = {
  /** A yes that stays a yes when something else follows: "sim, e quanto custa a barba?". */
  firmYes: [
    'sim|s|sm|sin|simsim',
    'claro que? sim?',
    'com certeza',
    'certeza',
    'isso mesmo|ai?',
    'e? isso mesmo|ai?',
    'esse|essa mesmo|mesma',
    'exato|exatamente|correto|positivo|afirmativo',
    'confirmo|confirmado|confirmada|confirma|confirmar|confirme',
    'ja? esta? confirmado|confirmada',
    'pode sim? ser? sim?',
    'pode sim? confirmar|fechar|mandar sim?',
    'fechado|fechou|combinado|fecha|fecho',
    'quero sim?',
    'eu quero|aceito|topo sim?',
    'aceito|topo|concordo',
    'sem duvida|duvidas',
  ],
  /** To say what is to be done agrees to that, and to nothing else: "pode marcar" cancels nothing. */
  acts: {
    book: [
      'pode sim? marcar|agendar|reservar sim?',
      'marca|marque|agenda|agende|reserva|reserve sim?',
      'quero|queria|vamos sim? marcar|agendar|reservar|confirmar',
    ],
    move: [
      'pode sim? remarcar|reagendar|mudar|trocar|passar|alterar sim?',
      'remarca|remarque|reagenda|reagende|muda|mude|troca|troque sim?',
      'quero|queria|vamos sim? remarcar|reagendar|mudar|trocar',
    ],
    cancel: [
      'pode sim? cancelar|desmarcar sim?',
      'cancela|cancele|cancelar|desmarca|desmarque|desmarcar sim?',
      'quero|queria|vou sim? cancelar|desmarcar',
    ],
    /** To come is a yes to a visit and to a reminder, and none to moving or cancelling it. */
    attend: [
      'vou sim',
      'eu? vou|irei|comparecerei sim?',
      'estarei|estaremos ai|la|presente',
      'pode contar comigo',
      'confirmo|confirmada|confirmado a|minha? presenca',
    ],
    erase: [
      'pode sim? apagar|excluir|deletar|remover tudo?',
      'apaga|apague|exclui|exclua|deleta|delete|apagar|excluir|deletar tudo?',
      'quero sim? apagar|excluir|deletar|remover tudo?',
    ],
  },
  /** The only yes to what can never be taken back. */
  fullYes: [
    'sim',
    'claro que sim',
    'com certeza',
    'tenho certeza',
    'confirmo|confirmado',
    'sim? tenho certeza absoluta?',
  ],
  /** A yes only by itself: before another question it may just mean "I see". */
  softYes: [
    'ok|okay|okey|oki|okk|oks|kay',
    'beleza|perfeito|perfeita|otimo|otima|maravilha|maravilhoso|show|top|joia|certo|certinho|excelente',
    'show de bola',
    'bora|vamos|vamo|simbora',
    'bora|vamos|vamo la|nessa|marcar|fechar',
    'tudo bem|certo|otimo|ok|joia',
    'ta|esta|tudo bom|bem|certo|otimo|perfeito|ok|joia|correto|certinho|combinado|marcado|fechado',
    'ta|estamos combinado|combinados|fechado',
    'manda ver|bala|brasa',
    'de boa|boas',
    'suave|tranquilo|tranquila|sussa',
    'uhum|aham|uhun|ahan|arram|hum-hum|yes|yep|si',
    'por mim tudo|ta|esta|pode bem|certo|otimo|ok|ser',
    'para mim ta|esta|fica otimo|bom|perfeito|ok',
    'serve|rola',
  ],
  no: [
    'nao cancela|cancele|desmarca|desmarque',
    'nao|n|nops|nope|nananinanao|negativo|nunca|jamais|no',
    'nao quero|queria|posso|consigo|confirmo|aceito|concordo|precisa|preciso|pode|marca|marque|confirma|vou|topo mais?',
    'nao precisa|quero marcar|confirmar|cancelar|agendar|mexer|mudar mais?',
    'nao vai dar|rolar',
    'nao vou querer|poder|conseguir mais?',
    'nao da|rola|serve mais?',
    'nao e? mesmo|isso',
    'quero|precisa|pode|posso|isso|agora|ainda nao',
    'ainda nao',
    'claro que nao',
    'com certeza nao',
    'melhor nao',
    'acho melhor nao',
    'prefiro nao',
    'de jeito nenhum',
    'nem pensar',
    'nem',
    'deixa|deixe|deixar',
    'deixa|deixe para la',
    'deixa|deixe para depois',
    'deixa|deixe quieto|assim|isso',
    'esquece|esqueca isso?',
    'desisto|desisti|dispenso',
    'ta|esta errado|errada|incorreto',
    'errado|errada|incorreto',
  ],
  /** Says neither, and may stand beside either. */
  courtesy: [
    'por favor|gentileza|enquanto',
    'muito obrigado|obrigada',
    'obrigado|obrigada|obrigadao|obrigadinha|brigadao|agradeco|grato|grata|valeu|falou|tchau|abraco|abracos|beijo|beijos',
    'oi|ola|opa tudo bem|bom|certo|joia',
    'bom|boa dia|tarde|noite tudo bem|bom|certo|joia',
    'oi|ola|opa',
    'bom|boa dia|tarde|noite',
    'ate mais|logo|la|breve',
    'moca|moco|querida|querido|amor|amiga|amigo|linda|lindo|gente|cara|mano|flor|meu|minha bem?',
    'ai|entao|mesmo|viu|ja|la|eu|ta|tambem|e',
    'para mim|gente|nos',
    'esse|este|nesse|neste|essa|nessa horario|data|dia|hora',
    'esse|este|assim',
    'desse jeito',
    'deus abencoe',
    'rs*|kk|k|haha*|hehe*',
  ],
  /** What is booked: said with a verb of the act it agrees; alone, "quero meu horário" keeps what a yes would cancel. */
  nouns: [
    'o|a|os|as|meu|minha horario|agendamento|reserva|consulta|sessao|atendimento|visita',
    'horario|agendamento|reserva|consulta|sessao',
    'os|meus|todos|todas|as|minhas? meus|os|minhas? dados|informacoes|mensagens|conversas',
  ],
  yesEmoji: '👍 👌 ✅ ☑ ✔ 🆗 🤝'.split(' '),
  noEmoji: '👎 ❌ ✖ 🙅 🚫'.split(' '),
  courtesyEmoji:
    '🙏 😊 🙂 😀 😁 😄 😃 😉 ❤ 😍 🥰 😘 🥳 🎉 💖 💕 🤗 ☺ 😅 😂 🤣 ✨ 💜 💙 💚 🧡 💛 🌹 🌸 💅 💆 👏 🙌'.split(' '),
  /** After a yes and a comma, these take it back or put it off. */
  takesBack:
    'mas porem contudo so antes depois muda mude mudar troca troque trocar nao nem se quando talvez acho sei quase ops opa espera espere perai pera calma ainda desde pensando melhor caso primeiro deixa cancela desmarca remarca na'.split(
      ' ',
    ),
};

/** How Portuguese picks from a list. */
export const ordinalsPt: Ordinals = {
  /** What may stand before the pick, and what may be counted. */
  lead: 'quero|queria|prefiro|fico com|pode ser|pode|vou de|vou querer|vai|pega|marca|escolho|e|entao|sim|acho que|para mim'.split(
    '|',
  ),
  article: 'o|a|os|as|no|na'.split('|'),
  thing: 'opcao|opcoes|item|horario|vaga|da lista|numero'.split('|'),
  rank: {
    primeiro: 1,
    primeira: 1,
    segundo: 2,
    segunda: 2,
    terceiro: 3,
    terceira: 3,
    quarto: 4,
    quarta: 4,
    quinto: 5,
    quinta: 5,
    sexto: 6,
    sexta: 6,
    setimo: 7,
    setima: 7,
    oitavo: 8,
    oitava: 8,
    nono: 9,
    nona: 9,
    decimo: 10,
    decima: 10,
  },
  last: ['ultimo', 'ultima'],
  tail: 'mesmo|mesma|por favor|da lista|ai|entao|sim|obrigado|obrigada'.split('|'),
};
