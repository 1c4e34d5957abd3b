import { bookingEs } from './booking-es.ts';
import type { Catalogue } from './catalogue.ts';
import { informEs } from './inform-es.ts';
import { talkEs } from './talk-es.ts';
import { visitsEs } from './visits-es.ts';
import { wordsEs } from './words-es.ts';

/** Latin American Spanish, complete. */
export const catalogueEs: Catalogue = {
  ...talkEs,
  ...bookingEs,
  ...visitsEs,
  inform: informEs,
  words: wordsEs,
  labels: {
    confirm: { book: '✅ Confirmar', move: '✅ Confirmar', cancel: '✅ Sí, cancelar' },
    change: { book: '✏️ Cambiar', move: '✏️ Cambiar', cancel: '📅 Cambiar fecha' },
    cancel: { book: '❌ Cancelar', move: '↩️ Dejar como está', cancel: '↩️ Mantener cita' },
    own: {
      pick: 'Esta',
      attend: '✅ Confirmo',
      drop: '❌ Cancelar',
      move: '📅 Cambiar',
    },
    stars: (stars) => `${'⭐'.repeat(stars)} ${stars}`,
    erase: 'Sí, borrar',
    notErase: 'No borrar',
    habit: '✅ Lo de siempre',
    edit: { service: '📋 Servicio', when: '📅 Día y hora', name: '👤 Nombre' },
    menu: {
      book: '📅 Agendar',
      services: '📋 Servicios',
      human: '👤 Persona',
      prices: '💰 Precios',
      hours: '🕐 Horarios',
      address: '📍 Dirección',
      menu: '☰ Menú',
      bookings: '📅 Mis citas',
      move: '📅 Cambiar cita',
      drop: '❌ Cancelar',
      wait: '🔔 Lista de espera',
      exception: '👤 Hablar con equipo',
    },
    more: 'Más servicios',
    open: { services: 'Ver servicios', times: 'Ver horarios', choices: 'Ver opciones' },
    with: (professional) => `con ${professional}`,
  },
};
