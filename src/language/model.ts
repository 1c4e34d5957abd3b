import assert from 'node:assert/strict';
import type { Feature, Model } from './classify.ts';

/** Signs that need no escape in a string and a byte each while running: one for a class, one of the first 64 for a weight. */
export const signs =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/' +
  String.fromCharCode(...Array.from({ length: 64 }, (_, at) => 0xc0 + at));
/** The place of each sign, by its code. */
export const places = Array.from({ length: 256 }, (_, code) => signs.indexOf(String.fromCharCode(code)));
const steps = 31;
/** Weights that round to less than this many steps are left out: they tell least and fill the most. */
const stepsMin = 3;

/** A model as text: `classes|largest weight|bias|feature idf weights|…`, each weight in two signs. */
export function written({ classes, bias, features }: Model): string {
  assert(classes.length <= signs.length, `${classes.length} classes: there are signs for ${signs.length}`);
  const largest = [...features.values()]
    .flatMap(({ weights }) => [...weights].map(([, weight]) => Math.abs(weight)))
    .reduce((most, weight) => Math.max(most, weight), 0);
  const lines = [...features].flatMap(([feature, { idf, weights }]) => {
    const pairs = [...weights].flatMap(([at, weight]) => {
      const level = Math.round((weight / largest) * steps);
      return Math.abs(level) < stepsMin ? [] : [`${signs[at] ?? ''}${signs[level + steps] ?? ''}`];
    });
    return pairs.length > 0 ? [`${feature} ${idf.toFixed(1)} ${pairs.join('')}`] : [];
  });
  const head = [classes.join(' '), largest.toFixed(4), bias.map((each) => each.toFixed(3)).join(' ')];
  return [...head, ...lines].join('|');
}

export function readModel(text: string): Model {
  const [classes = '', largest = '', bias = '', ...lines] = text.split('|');
  const unit = Number(largest) / steps;
  const features = lines.map((line): [string, Feature] => {
    const [feature = '', idf = '', pairs = ''] = line.split(' ');
    return [feature, { idf: Number(idf), weights: { [Symbol.iterator]: () => weightsIn(pairs, unit) } }];
  });
  return { classes: classes.split(' '), bias: bias.split(' ').map(Number), features: new Map(features) };
}

/** Read each time: of many thousand features a text has some dozens. */
function* weightsIn(pairs: string, unit: number): Generator<readonly [number, number]> {
  for (let at = 0; at < pairs.length; at += 2)
    yield [places[pairs.charCodeAt(at)] ?? 0, ((places[pairs.charCodeAt(at + 1)] ?? 0) - steps) * unit];
}
