/** A bare number or two, with no more than courtesy around it: an answer to "que dia?" or "que horas?". */
export const barePt =
  /^(?:(?:pode ser|pode|quero|queria|prefiro|acho que|entao|para|sim|e|ok|o|a|as|n?o dia|dia|umas|la pelas|tipo|marca|de|das|melhor|talvez)[ ,]+)*(?<n>\d{1,2})(?:o|a)?(?: ?(?:ou|\/|,) ?(?:as |dia |umas )?(?<o>\d{1,2}))?(?: (?:por favor|entao|mesmo|ta bom|ok|pode ser|esta bom|seria bom|seria otimo|obrigado|obrigada|ai))*[ .!]*$/;

/** "Whatever": any day when a day was asked, any time when a time was. */
export const anyTimePt =
  /^(?:por mim |para mim |ah |ai )?(?:tanto faz|qualquer um|qualquer uma|qualquer|indiferente|o que (?:tiver|voce preferir|for melhor)|o que for melhor para voces?|quando (?:der|puder|tiver))[ .!]*$/;
