/** Words that join a name and never make one. */
export const joinsPt: ReadonlySet<string> = new Set(
  'o a os as um uma uns umas de da do das dos e em no na nos nas com para por sem ou ao aos meu minha meus minhas seu sua esse essa este esta mais the my your for with and of el la los las y mi mis su del en un una to at on'.split(
    ' ',
  ),
);

/** Words that say what kind or which part: they help to tell two names apart, but alone they name nothing. */
export const weakPt: ReadonlySet<string> = new Set(
  `completa completo simples basica basico profunda profundo total parcial express premium especial tradicional normal
  infantil adulto feminina feminino masculina masculino sessao pacote kit combo tratamento servico atendimento avaliacao
  consulta retorno procedimento pele cabelo rosto corpo mao pe perna braco barriga costa cabeca olho boca dente dia noiva
  homem mulher crianca casal pessoa hora minuto mes grande pequeno curto longo medio novo pelo cabello hair body face hand hands foot feet back skin cara cuerpo piel manos pies`.split(
    /\s+/,
  ),
);

/** Everyday words that lie within a slip or two of a service: never taken for a misspelt one. */
export const commonPt: ReadonlySet<string> = new Set(
  `mensagem passagem imagem garagem viagem bagagem barra barca forte norte sorte morte parte certo certa corre correr corpo
  conta contar custa custo curso carta porta pele pela pelo escola escolha escolho escuta esconde luz manha manda marca
  marcar mando cores hora horas dia dias hoje amanha agora antes depois quero queria quer fazer faz feito tudo nada nome
  numero tempo tem tenho pode posso podem vaga vagas preco valor pagar pago cartao pessoa semana segunda terca quarta
  quinta sexta sabado domingo tarde noite cedo favor obrigado obrigada bom boa oi ola sim nao onde como qual quando quanto
  quanta porque voce voces gente aqui ainda outro outra mesmo mesma agenda agendar horario endereco telefone atende
  atendente aberto aberta fecha fechado abre desconto dinheiro pouco muito grande menos casa rua mae pai filha filho irma
  irmao amiga amigo linda lindo acho sobre limpa toma testar teste texto bolo lugar melhor corta pinta pintar pinto pintou cita corto tienen tengo tiene manos hacer hacerme make making face hair beauty body time
  cost costs card cards message change manter manda mantem manteve costas escovas racao caminhao guardar guardem alisar avisar`.split(
    /\s+/,
  ),
);
