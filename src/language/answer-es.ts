import type { Answers, Ordinals } from './answer.ts';

/** The closed grammar of consent in Spanish: see `answer-pt.ts`. */
export const answersEs: Answers = {
  firmYes: [
    'si|sip',
    'si claro|senor|senora',
    'claro que? si?',
    'por supuesto',
    'de acuerdo',
    'asi es',
    'eso es|mismo',
    'correcto|exacto|exactamente|afirmativo',
    'confirmo|confirmado|confirmada|confirmar',
    'acepto|adelante',
    'si? quiero',
    'me? lo|la quedo',
  ],
  acts: {
    book: [
      'reserva|reservala|reservalo|reservame|reserve|agenda|agendala|agendalo|agendame|agende',
      'puede|puedes si? reservar|agendar|reservarla|agendarla|reservarlo|agendarlo',
      'quiero|queria reservar|agendar|confirmar',
    ],
    move: [
      'cambia|cambialo|cambiala|cambie|cambiela|mueve|muevelo|muevela|reprograma|reprogramala|reprogramalo',
      'puede|puedes cambiar|cambiarla|cambiarlo|mover|moverla|moverlo|reprogramar|reprogramarla',
      'quiero|queria cambiar|cambiarla|moverla|reprogramar',
    ],
    cancel: [
      'cancela|cancelala|cancelalo|cancele|cancelela|cancelar|cancelarla|anula|anulala|anular|anule',
      'puede|puedes cancelar|cancelarla|cancelarlo|anular|anularla',
      'quiero|queria cancelar|cancelarla|anular',
    ],
    attend: ['si? voy|ire|asistire', 'ahi|alli estare|estaremos', 'cuenta|cuente conmigo'],
    erase: [
      // "borra" alone reads like the "bora" of Brazil.
      'borra todo',
      'borre|borren|borrar|elimina|eliminen|eliminar|borralo|eliminalo todo?',
      'puede|puedes|pueden borrar|eliminar|borrarlo|borrarlos|eliminarlos todo?',
      'quiero borrar|eliminar todo?',
    ],
  },
  fullYes: ['si', 'claro que si', 'confirmo|confirmado', 'si? estoy seguro|segura', 'por supuesto'],
  softYes: [
    'vale|dale|listo|perfecto|perfecta|genial|excelente|estupendo|barbaro',
    'esta|todo bien|perfecto|correcto',
    'muy bien',
    'me parece bien|perfecto',
    'me sirve|funciona|viene',
    'me viene bien|perfecto',
  ],
  no: [
    'no no?',
    'no gracias',
    'no quiero|puedo|deseo|confirmo|acepto|necesito|voy mas?',
    'no cancela|canceles|cancele|anules',
    'todavia|aun|ahora|mejor no',
    'para nada',
    'de ninguna manera',
    'nunca|jamas',
    'no es eso?',
    'dejalo|dejelo asi|ahi?',
    'olvidalo|olvidelo',
  ],
  courtesy: [
    'por favor',
    'gracias',
    'muchas|mil gracias',
    'muy amable',
    'hola|buenas',
    'buenos|buenas dias|tardes|noches',
    'senora|senor|senorita|amigo|amiga|linda|guapa|carino|corazon',
    'entonces|pues|ya|tambien|mismo',
    'para mi',
    'esa|ese|esta|este',
    'esa|ese|esta|este hora|dia|horario|fecha',
    'hasta luego|manana|pronto',
  ],
  nouns: [
    'el|la|los|las|mi|mis|un|una cita|turno|hora|reserva|horario|sesion',
    'los|todos|mis? mis|los datos|mensajes',
  ],
  yesEmoji: [],
  noEmoji: [],
  courtesyEmoji: [],
  takesBack:
    'pero solo antes despues cambia cambie cambiar no ni si cuando tal quiza quizas creo espera espere mejor excepto todavia cancela depende'.split(
      ' ',
    ),
};

/** How Spanish picks from a list. */
export const ordinalsEs: Ordinals = {
  lead: 'quiero|quisiera|prefiero|me quedo con|puede ser|si|entonces|para mi|dame|elijo|escojo'.split('|'),
  article: 'el|la|los|las|lo'.split('|'),
  thing: 'opcion|opciones|horario|turno|numero|hora'.split('|'),
  rank: {
    primer: 1,
    primero: 1,
    primera: 1,
    segundo: 2,
    segunda: 2,
    tercer: 3,
    tercero: 3,
    tercera: 3,
    cuarto: 4,
    cuarta: 4,
    quinto: 5,
    quinta: 5,
    sexto: 6,
    septimo: 7,
    octavo: 8,
    noveno: 9,
    decimo: 10,
  },
  last: ['ultimo', 'ultima'],
  tail: 'por favor|gracias|entonces|mejor|de la lista'.split('|'),
};
