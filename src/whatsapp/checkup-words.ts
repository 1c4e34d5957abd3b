import type { Check, Finding, Fix } from './checkup.ts';

/** What a finding is called when it is right, and when it is not. */
type Name = readonly [right: string, wrong: string];

type Words = {
  readonly names: Readonly<Record<Check, Name>>;
  readonly fixes: Readonly<Record<Fix, string>>;
  /** Meta's own words, where there are others. */
  readonly details: Readonly<Partial<Record<Check, Readonly<Record<string, string>>>>>;
};

const en: Words = {
  names: {
    token: ['token', 'token refused'],
    expiry: ['token: never expires', 'token: it expires, and then nothing is sent'],
    permissions: ['permissions', 'permissions missing'],
    number: ['number', 'number not found'],
    registration: ['registration', 'registration'],
    name: ['display name', 'display name'],
    quality: ['quality', 'quality'],
    secret: ['app secret', 'app secret: it is not this app’s'],
    subscription: ['webhook subscription', 'webhook subscription: none'],
    review: ['review of the account', 'review of the account'],
    template: ['template', 'template'],
  },
  fixes: {
    token:
      'Business settings > System users: choose the user, Generate token, never expiring, and set WHATSAPP_ACCESS_TOKEN to it.',
    permissions: 'Generate the token again and tick what is missing.',
    number:
      'WhatsApp > API setup: copy the Phone number ID into WHATSAPP_PHONE_NUMBER_ID, and give the system user the WhatsApp account (Business settings > System users > Assign assets).',
    registration: 'WhatsApp Manager > Phone numbers: register the number with its two-step PIN.',
    name: 'WhatsApp Manager > Phone numbers > Profile: edit the display name and wait for the review.',
    quality: 'WhatsApp Manager > Phone numbers > Insights: find what contacts block or report, and stop sending it.',
    secret: 'App settings > Basic > App secret > Show: set WHATSAPP_APP_SECRET to it, of the app that made the token.',
    subscription:
      'Run `whats-agent numbers add`: without the subscription the URL verifies and nothing arrives. The app must be Live too.',
    review: 'Business settings > WhatsApp accounts: see what Meta asks for, and answer it.',
    template: 'WhatsApp Manager > Message templates: register it as docs/templates.md and docs/whatsapp.md say.',
    unanswered:
      'Meta did not answer: try again in a few minutes; if it goes on, check the network and WHATSAPP_API_URL.',
  },
  details: { quality: { UNKNOWN: 'not rated yet' } },
};

const pt: Words = {
  names: {
    token: ['token', 'token recusado'],
    expiry: ['token: não vence', 'token: vence, e então nada mais é enviado'],
    permissions: ['permissões', 'permissões que faltam'],
    number: ['número', 'número não encontrado'],
    registration: ['registro', 'registro'],
    name: ['nome de exibição', 'nome de exibição'],
    quality: ['qualidade', 'qualidade'],
    secret: ['chave secreta do app', 'chave secreta do app: não é a deste app'],
    subscription: ['assinatura do webhook', 'assinatura do webhook: não há'],
    review: ['análise da conta', 'análise da conta'],
    template: ['modelo', 'modelo'],
  },
  fixes: {
    token:
      'Configurações do negócio > Usuários do sistema: escolha o usuário, gere um token que nunca expira e ponha-o em WHATSAPP_ACCESS_TOKEN.',
    permissions: 'Gere o token de novo e marque o que falta.',
    number:
      'WhatsApp > Configuração da API: copie a identificação do número para WHATSAPP_PHONE_NUMBER_ID e dê a conta do WhatsApp ao usuário do sistema (Configurações do negócio > Usuários do sistema > Atribuir ativos).',
    registration: 'Gerenciador do WhatsApp > Telefones: registre o número com o PIN de duas etapas.',
    name: 'Gerenciador do WhatsApp > Telefones > Perfil: mude o nome de exibição e espere a análise.',
    quality:
      'Gerenciador do WhatsApp > Telefones > Insights: veja o que os contatos bloqueiam ou denunciam e pare de enviar isso.',
    secret:
      'Configurações do app > Básico > Chave secreta do app > Mostrar: ponha-a em WHATSAPP_APP_SECRET, a do app que gerou o token.',
    subscription:
      'Rode `whats-agent numbers add`: sem a assinatura o endereço é verificado e nada chega. O app também precisa estar no modo Ao vivo.',
    review: 'Configurações do negócio > Contas do WhatsApp: veja o que a Meta pede e responda.',
    template:
      'Gerenciador do WhatsApp > Modelos de mensagem: registre-o como dizem docs/templates.md e docs/whatsapp.md.',
    unanswered:
      'A Meta não respondeu: tente de novo em alguns minutos; se continuar, confira a rede e WHATSAPP_API_URL.',
  },
  details: {
    quality: { GREEN: 'alta (verde)', YELLOW: 'média (amarela)', RED: 'baixa (vermelha)', UNKNOWN: 'ainda sem nota' },
    name: { DECLINED: 'recusado', EXPIRED: 'vencido', PENDING_REVIEW: 'em análise', NONE: 'nenhum' },
    review: { APPROVED: 'aprovada', PENDING: 'em andamento', REJECTED: 'recusada' },
  },
};

/** A finding as people read it. */
export type Told = { readonly what: string; readonly todo: string | null };

export function inWords({ check, verdict, detail, fix }: Finding): { readonly pt: Told; readonly en: Told } {
  const tell = ({ names, fixes, details }: Words): Told => {
    const [right, wrong] = names[check];
    const name = verdict === 'failed' ? wrong : right;
    const shown = details[check]?.[detail] ?? detail;
    return { what: shown === '' ? name : `${name}: ${shown}`, todo: fix && fixes[fix] };
  };
  return { pt: tell(pt), en: tell(en) };
}
