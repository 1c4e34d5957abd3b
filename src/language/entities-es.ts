/** What Spanish says around names and numbers: see `entities-pt.ts`. */
export const nameLeadsEs: readonly string[] = [
  'mi nombre completo es',
  'mi nombre es',
  'me llamo',
  'a nombre de',
  'el nombre es',
  'habla',
  'le habla',
  'soy la',
  'soy el',
];
export const nameLeadsWeakEs: readonly string[] = ['soy', 'yo soy'];

export const notNamesEs: ReadonlySet<string> = new Set(
  `yo usted tu mi mis senor senora cliente clienta nueva nuevo si vale gracias hola buenos buenas tardes noches quiero
  quisiera necesito puedo reservar agendar cambiar cancelar cita turno hora hoy manana lunes martes miercoles jueves viernes
  sabado domingo semana proximo proxima cuanto cuesta precio donde cuando como que quien por para con sin pero corte unas
  pelo cabello barba alergica alergico embarazada aqui listo perfecto claro otra otro ninguno nadie alguien persona`.split(
    /\s+/,
  ),
);

export const countedEs = {
  people: 'personas adultos ninos ninas amigas amigos mujeres hombres chicas chicos hijos hijas',
  times: 'sesiones veces citas turnos',
} as const;

export const numbersEs = { uno: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8 } as const;
