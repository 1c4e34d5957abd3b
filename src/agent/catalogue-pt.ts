import { bookingPt } from './booking-pt.ts';
import type { Catalogue } from './catalogue.ts';
import { informPt } from './inform-pt.ts';
import { talkPt } from './talk-pt.ts';
import { visitsPt } from './visits-pt.ts';
import { wordsPt } from './words-pt.ts';

/** Brazilian Portuguese, complete. */
export const cataloguePt: Catalogue = {
  ...talkPt,
  ...bookingPt,
  ...visitsPt,
  inform: informPt,
  words: wordsPt,
  labels: {
    confirm: { book: '✅ Confirmar', move: '✅ Confirmar', cancel: '✅ Sim, cancelar' },
    change: { book: '✏️ Mudar', move: '✏️ Mudar', cancel: '📅 Remarcar' },
    cancel: { book: '❌ Cancelar', move: '↩️ Deixar como está', cancel: '↩️ Manter horário' },
    own: {
      pick: 'Este',
      attend: '✅ Confirmo',
      drop: '❌ Cancelar',
      move: '📅 Remarcar',
    },
    stars: (stars) => `${'⭐'.repeat(stars)} ${stars}`,
    erase: 'Sim, apagar',
    notErase: 'Não apagar',
    habit: '✅ O de sempre',
    edit: { service: '📋 Serviço', when: '📅 Dia e horário', name: '👤 Nome' },
    menu: {
      book: '📅 Agendar',
      services: '📋 Serviços',
      human: '👤 Atendente',
      prices: '💰 Preços',
      hours: '🕐 Horários',
      address: '📍 Endereço',
      menu: '☰ Menu',
      bookings: '📅 Meus horários',
      move: '📅 Remarcar',
      drop: '❌ Cancelar',
      wait: '🔔 Lista de espera',
      exception: '👤 Falar com a equipe',
    },
    more: 'Mais serviços',
    open: { services: 'Ver serviços', times: 'Ver horários', choices: 'Ver opções' },
    with: (professional) => `com ${professional}`,
  },
};
