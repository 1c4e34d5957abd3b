import type { LanguageLexicon } from './languages.ts';

/** What gives Portuguese away. */
export const lexiconPt: LanguageLexicon = {
  words: new Set(
    `voce voces vc vcs nao sim oi oie ola bom boa obrigado obrigada obg brigada valeu vlw quero queria gostaria
    preciso posso poderia tem tenho temos teria vou vai vamos fazer faz fazem faco marcar marca marcado remarcar
    desmarcar amanha hoje hj ontem depois dps terca feira segunda sexta manha noite qual quais quanto quanta onde
    quando com sem pra pro pras pros meu minha meus minhas seu sua uma umas em na nas das ao aos nesse nessa isso
    essa esse mesmo ainda ja tambem tb tbm muito mto tudo td ate fica eu ele ela eles elas gente cabelo unha unhas
    escova pele sobrancelha preco cartao dinheiro vaga vagas mudar muda trocar atendem abrem fecham endereco sao
    estao estou to ta vem ser moca moco querida beleza blz certo otimo tchau eh nd agendamento manda passa quem
    alguem ai isto aquele aquela desculpa desculpe errei melhor outro outra mais consigo consegue pode podem da rola
    saber falar pessoa reclamar atraso atrasar chegar estacionamento parcelar desconto pe mao maos pes quarta quinta
    fecho bora show fechado combinado perfeita so fds qro qria qd qnd msm pf pfv bjs abs sou somos foram estava
    cheguei chegando saindo indo cliente clientes nova novo sempre talvez agora logo cedo pouco pouca bastante coisa
    coisas jeito ajuda ajudar obrigadao opa eai fala gostei adorei amei queremos quiser puder der deu dar vejo ver
    viu vi tardinha feriado fim comeco meio nele nela dele dela deles nos nosso nossa lhe comigo contigo alguma
    algum nenhum nenhuma toda quer quis fiz feito feita disse digo tava tinha tiver teve haver existe servico
    servicos atendimento atende trabalham pagar pago paga boleto parcela vezes crianca filha filho mae pai marido
    esposa namorado amiga amigo rosto corpo perna pernas costas axila buco virilha raiz luzes mechas progressiva
    hidratacao alisamento tintura coloracao massagem dor remedio gravida alergia beijo beijos abraco saudade chuva
    carro onibus metro perto longe aonde cade assim entao porque pois se nem aceito fechou e q folga confirmado um`.split(
      /\s+/,
    ),
  ),
  shape: /(?:cao|coes|nh[ao]s?|inho|inha|agem|lh[ao]s?|eira?s?|arei|eria|ando|endo)$|^(?:qu)?alq/,
  signs: /[ãõçêâôà]/iu,
};
