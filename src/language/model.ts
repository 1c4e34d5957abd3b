import type { Feature, Model } from './classify.ts';

/** 64 signs that need no escape in a string: one for a class, one for a weight. */
const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const steps = 31;
/** Weights that round to less than this many steps are left out: they tell least and fill the most. */
const stepsMin = 3;

/** A model as text: `classes|largest weight|bias|feature idf weights|…`, each weight in two signs. */
export function written({ classes, bias, features }: Model): string {
  const largest = [...features.values()]
    .flatMap(({ weights }) => [...weights.values()])
    .reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
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
    const weights = [...pairs.matchAll(/(.)(.)/g)].map(
      ([, at = '', level = '']) => [signs.indexOf(at), (signs.indexOf(level) - steps) * unit] as const,
    );
    return [feature, { idf: Number(idf), weights: new Map(weights) }];
  });
  return { classes: classes.split(' '), bias: bias.split(' ').map(Number), features: new Map(features) };
}
