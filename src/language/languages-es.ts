import type { LanguageLexicon } from './languages.ts';

/** What gives Spanish away. */
export const lexiconEs: LanguageLexicon = {
  words: new Set(
    `hola buenos buenas gracias quiero quisiera querria necesito puedo puede pueden podria podrias tiene tienen tienes hay hoy
    manana lunes martes miercoles jueves viernes cita citas turno turnos reservar cuanto cuanta cuesta cuestan vale cuando
    donde con sin el los las un una y pero muy tambien ya si usted ustedes mi mis su sus del al pelo cabello precio precios
    tarjeta efectivo cambiar cambio abren cierran abierto abiertos direccion ubicacion estan estoy soy gustaria mediodia
    noche noches ayer ahora despues luego siguiente claro bueno vale perdon disculpa disculpe adios alli aca mejor otro
    otra hasta desde alguien dia persona hablar hacer hacen hago hace esta este esto ese eso esa le lo les nos voy vamos
    ir tengo tenemos es son soy fue cuales cual quien porque por horas unas anular puedes quedo tarde tardes dejamos
    pasado proximo atienden llego llegar demora saber decir dime me te barba cejas uñas corte en de que viene la
    buen perfecto perfecta ahi acuerdo nada mas menos siempre nunca quizas tal vez hueco huecos disponibilidad ofrecen servicios servicio cancela cancelo confirmo confirma quedamos quedar llegue llegando salgo entonces luego pronto poco mucho mucha cosa cosas nuevo nueva cliente clientes hija hijo madre padre esposo amiga amigo nosotros nuestra nuestro algun alguna ninguno ninguna todo todos todas cada quieres quiere queria estare estaria estas eres fui fueron habia hubo hice hecho dije digo senor senora chico chica dale listo genial barato caro pagar pago paga cuotas mano manos pies una cara cuerpo pierna piernas espalda masaje limpieza facial dolor embarazada alergia lejos cerca calle lugar abre cierra domingo viernes sabado fin ano mes semana semanas entre antes solo tampoco aunque mientras esos esas estos estas aquel aquella allá ustedes ayudar ayuda pregunta pueda quiera tuviera tendria haria cuantos cuantas adonde algo nadie segun hacia sino lunes los al feliz`.split(
      /\s+/,
    ),
  ),
  shape: /(?:cion|ciones|dad|illo|illa|iendo|aron|eron|uelo|able|mente|amos|emos|ieron)$|^ll|ue[nrlvb]/,
  signs: /[ñ¿¡]/iu,
};
