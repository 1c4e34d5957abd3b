/** First names that are frequent in Brazil, folded: such a word is a name also where it is written small. */
export const firstNamesPt: ReadonlySet<string> = new Set(
  `adriana adriano alan alana alberto alessandra alessandro alex alexandra alexandre alice aline alisson amanda ana analu
  anderson andre andrea andreia andressa angela angelica antonella antonia antonio ariane arthur artur augusto barbara
  beatriz benicio benjamin bernardo bia bianca breno bruna bruno caio camila carla carlos carolina caroline cassia
  catarina caua cecilia celia celso cesar christian cintia clara claudia claudio cleide cleiton cristiane cristiano
  cristina daiane daniel daniela daniele danilo davi david debora denis denise diana diego diogo douglas edna edson
  eduarda eduardo elaine eliana eliane elias elisa elisabete elisangela eloa emanuel emanuelly emilly enzo erica erick
  ester estela evelyn fabiana fabiano fabio fabricio fatima felipe fernanda fernando flavia flavio francisca francisco
  gabi gabriel gabriela gael geovana geraldo gilberto giovana giovanna gisele giulia guilherme gustavo heitor helena
  heloisa henrique henry hugo iago igor isabel isabela isabella isadora ivan ivone jade janaina jaqueline jessica joana
  joao joaquim jonas jonathan jorge jose josefa joyce juliana juliano julia julio jussara karen karina kauan kelly larissa
  laura lara lavinia leandro leo leonardo leticia levi lidia lilian liz livia lorena lorenzo luan luana lucas lucia luciana
  luciano lucimara luis luisa luiz luiza lurdes maite manuela marcela marcelo marcia marcio marcos maria mariana marina
  mario marlene marta mateus matheus mauricio mauro maya melissa miguel milena miriam mirella monica murilo natalia nathan
  nicolas nicole nicoly noah olivia otavio pablo paloma pamela patricia paula paulo pedro pietra pietro priscila rafael
  rafaela raimunda raimundo raquel raul rebeca regiane regina renan renata renato ricardo rita roberta roberto rodrigo
  rogerio ronaldo rosa rosana rosangela rose roseli ryan sabrina samara samuel sandra sara sarah sebastiao sergio sheila
  silvana silvia simone sofia sonia sophia stella stefany suelen sueli suzana taina talita tania tatiana tatiane teresa
  tereza thais thalita theo thiago thomas tiago valdir valentina valeria vanessa vera veronica vicente victor victoria
  vinicius vitor vitoria vivian viviane wagner walter washington wellington wesley william willian wilson yago yasmin
  yuri`.split(/\s+/),
);
