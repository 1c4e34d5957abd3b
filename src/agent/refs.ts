import type { Business, KnowledgeEntry, Professional, Service } from '../business/business.ts';
import type { Scene } from './brain.ts';
import { hear } from './hearing.ts';
import { optionOf, type Option } from './option.ts';
import { entriesNear } from './search.ts';

/**
 * Everything a model may name in this turn, each by a short word of ours: `s1`, `p2`, `k1`, `o3`. What is not in here it
 * cannot name, and no id of the database ever leaves for a model.
 */
export type Refs = {
  readonly text: string;
  readonly services: ReadonlyMap<string, Service>;
  readonly professionals: ReadonlyMap<string, Professional>;
  readonly knowledge: ReadonlyMap<string, KnowledgeEntry>;
  /** Of the open question, those that pick something and grant nothing. */
  readonly options: ReadonlyMap<string, PickedOption>;
};

export type PickedOption = { readonly id: string; readonly option: Option };

/** So many of each at most: a prompt has a size. */
const servicesMax = 40;
const professionalsMax = 20;
const knowledgeMax = 5;

export function refsOf(scene: Scene): Refs {
  const { business, state, said } = scene;
  const text = said.flatMap((each) => (each.kind === 'text' ? [each.text] : [])).join('\n');
  return {
    text,
    services: numbered('s', nearestServices(text, scene), servicesMax),
    professionals: numbered('p', business.professionals, professionalsMax),
    knowledge: numbered('k', entriesNear(text, business, knowledgeMax), knowledgeMax),
    options: numbered('o', pickable(state.pending?.options ?? [], business), 12),
  };
}

function numbered<Thing>(letter: string, things: readonly Thing[], most: number): ReadonlyMap<string, Thing> {
  return new Map(things.slice(0, most).map((thing, index) => [`${letter}${index + 1}`, thing]));
}

/** Those that are named or were spoken about first, for a long list is cut. */
function nearestServices(text: string, scene: Scene): Service[] {
  const { services } = scene.business;
  if (services.length <= servicesMax) return [...services];
  const near = new Set([...hear(text, scene).services.flatMap(({ values }) => values), ...scene.state.mentioned]);
  return services.toSorted((a, b) => Number(near.has(b.id)) - Number(near.has(a.id)));
}

/** An option that says yes to something, or writes something down, is the contact's alone to pick. */
const grants: ReadonlySet<Option['kind']> = new Set(['confirm', 'rate', 'erase']);

function pickable(ids: readonly string[], business: Business): PickedOption[] {
  return ids.flatMap((id) => {
    const option = optionOf(id, business);
    if (!option || grants.has(option.kind)) return [];
    if (option.kind === 'own' && option.verb !== 'pick' && option.verb !== 'move') return [];
    if (option.kind === 'menu' && option.entry === 'wait') return [];
    return [{ id, option }];
  });
}
