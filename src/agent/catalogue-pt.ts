import { bookingPt } from './booking-pt.ts';
import type { Catalogue } from './catalogue.ts';
import { informPt } from './inform-pt.ts';
import { talkPt } from './talk-pt.ts';
import { wordsPt } from './words-pt.ts';

/** Brazilian Portuguese, complete. */
export const cataloguePt: Catalogue = {
  ...talkPt,
  ...bookingPt,
  inform: informPt,
  words: wordsPt,
  labels: {
    confirm: '✅ Confirmar',
    change: '✏️ Mudar',
    cancel: '❌ Cancelar',
    edit: { service: '📋 Serviço', when: '📅 Dia e horário', name: '👤 Nome' },
    menu: {
      book: '📅 Agendar',
      services: '📋 Serviços',
      human: '👤 Atendente',
      prices: '💰 Preços',
      hours: '🕐 Horários',
      address: '📍 Endereço',
      menu: '☰ Menu',
    },
    more: 'Mais serviços',
    open: { services: 'Ver serviços', times: 'Ver horários', choices: 'Ver opções' },
    with: (professional) => `com ${professional}`,
  },
};
