import type { LanguageLexicon } from './languages.ts';

/** What gives Spanish away. */
export const lexiconEs: LanguageLexicon = {
  words: new Set(
    `hola buenos buenas gracias quiero quisiera querria necesito puedo puede pueden podria podrias tiene tienen
    tienes hay hoy manana martes miercoles jueves viernes cita citas turno turnos reservar cuanto cuanta cuesta
    cuestan cuando donde con sin el las un y pero muy tambien ya si usted ustedes mi mis su sus pelo cabello precio
    precios tarjeta efectivo cambiar cambio abren cierran abierto abiertos direccion ubicacion estan estoy soy
    gustaria mediodia noche noches ayer ahora despues luego siguiente bueno perdon disculpa disculpe adios alli aca
    mejor otro otra hasta desde alguien hablar hacer hacen hago hace este esto ese eso esa le lo les nos voy tengo
    tenemos son fue cuales cual quien unas anular puedes quedo dejamos pasado atienden llego llegar saber decir dime
    cejas en viene buen perfecto perfecta acuerdo mas quizas tal vez hueco huecos disponibilidad ofrecen servicios
    servicio cancelo quedamos quedar llegue llegando salgo entonces pronto poco mucho mucha cosa cosas nuevo nueva
    cliente clientes hija hijo madre padre esposo amiga amigo nosotros nuestra nuestro algun alguna ninguno ninguna
    quieres quiere queria estare estaria estas eres fueron habia hubo hice hecho dije digo senor senora chico chica
    dale genial pagar pago paga cuotas manos pies cuerpo pierna piernas espalda masaje limpieza embarazada alergia
    lejos calle abre cierra ano solo tampoco aunque mientras esos esas estos aquel aquella allá ayudar ayuda
    pregunta pueda quiera tuviera tendria haria cuantos cuantas algo nadie segun hacia sino feliz vale lunes del al
    los una siempre acepto`.split(/\s+/),
  ),
  shape: /(?:cion|ciones|dad|illo|illa|iendo|aron|eron|uelo|able|mente|amos|emos|ieron)$|^ll/,
  signs: /[ñ¿¡]/iu,
};
